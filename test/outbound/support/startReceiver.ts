import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A delivery as it arrived. */
export type Received = {
  id: string
  headers: Record<string, string>
  body: string
  /** What was answered: a status, or null when there was none. */
  status: number | null
}

/** What a receiver does with a request: answer, hang, break the connection off. */
export type Reaction = { status: number; headers?: Record<string, string> } | 'HANG' | 'RESET'

export type Receiver = {
  url: string
  received: Received[]
  /** The bodies that were answered 2xx, without repeats of an id, in the order of arrival. */
  accepted: () => string[]
  /** Answer to what hangs. */
  release(status: number): void
  stop(): Promise<void>
}

/** A receiver of webhooks over real HTTP. `react` says what it does, by default it accepts all. */
export async function startReceiver(
  react: (received: Received, index: number) => Reaction = () => ({ status: 204 }),
  port = 0,
): Promise<Receiver> {
  const received: Received[] = []
  const hanging = new Set<{ response: ServerResponse; entry: Received }>()
  const sockets = new Set<Socket>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    await once(request, 'end')
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const body = Buffer.concat(chunks).toString()
    const entry: Received = { id: headers['webhook-id'] ?? '', headers, body, status: null }
    received.push(entry)
    const reaction = react(entry, received.length - 1)
    if (reaction === 'HANG') {
      hanging.add({ response, entry })
      return
    }
    if (reaction === 'RESET') {
      request.socket.resetAndDestroy()
      return
    }
    entry.status = reaction.status
    response.writeHead(reaction.status, reaction.headers).end()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')

  return {
    url: `http://127.0.0.1:${address.port}/elo`,
    received,
    accepted() {
      const seen = new Set<string>()
      return received.flatMap(({ id, body, status }) => {
        if (status === null || status >= 300 || seen.has(id)) return []
        seen.add(id)
        return [body]
      })
    },
    release(status) {
      for (const { response, entry } of hanging) {
        entry.status = status
        response.writeHead(status).end()
      }
      hanging.clear()
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
