import { once } from 'node:events'
import { createServer } from 'node:http'
import { listen } from './listen.ts'

/**
 * Throws a StartError, as `listen` does, when a port of a host cannot be listened on now. Call it before what takes
 * long or changes data; the port is not reserved.
 */
export async function requirePort(host: string, port: number): Promise<void> {
  if (port === 0) return
  const server = createServer()
  await listen(server, host, port)
  const closed = once(server, 'close')
  server.close()
  await closed
}
