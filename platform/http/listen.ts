import { once } from 'node:events'
import type { Server } from 'node:http'
import { StartError } from '../process/startError.ts'

/** Listen on a port of a host; 0 picks a free one. When it fails, throws a StartError that names the setting. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StartError(reasonOf(error, host, port), { cause: error })
  }
}

function reasonOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is in use on ${host} by another process; choose another port, or 0 for a free one`
    case 'EACCES':
      return `PORT: this user may not listen on ${port}; choose a port from 1024 on, or 0 for a free one`
    default: {
      const message = error instanceof Error ? error.message : String(error)
      return `HOST: expected an address of this machine, e.g. 127.0.0.1 or 0.0.0.0, got ${host} (${message})`
    }
  }
}
