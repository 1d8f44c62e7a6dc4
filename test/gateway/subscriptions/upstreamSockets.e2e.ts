import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { createUpstreamSockets } from '../../../gateway/subscriptions/upstreamSockets.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const messageSchema = z.object({ type: z.string(), id: z.string().optional() })

const resultSchema = z.object({ data: z.object({ socket: z.number() }) })

/** A subgraph server that acknowledges, gives each subscription the number of its socket, and counts sockets. */
async function startUpstream() {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: () => 'graphql-transport-ws',
  })
  let sockets = 0
  server.on('connection', (socket) => {
    const data = { socket: (sockets += 1) }
    socket.on('message', (raw: Buffer) => {
      const { type, id } = messageSchema.parse(JSON.parse(raw.toString()))
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'next', id, payload: { data } }))
    })
  })
  await once(server, 'listening')
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/graphql` }
}

describe('the sockets to a subgraph', () => {
  it('carry a bounded number of subscriptions each, and are filled before another one is opened', async () => {
    const upstream = await startUpstream()
    const sockets = createUpstreamSockets({ url: upstream.url, sign: () => ({}), maxSubscriptions: 2 })
    stops.push(() => sockets.stop())
    const subscribe = () => {
      const { client, leave } = sockets.take()
      const results = client.iterate({ query: 'subscription { socket }' })
      return {
        socketOf: async () => resultSchema.parse((await results.next()).value).data,
        leave() {
          leave()
          leave()
          return results.return?.()
        },
      }
    }
    const [first, second, third] = [subscribe(), subscribe(), subscribe()]
    expect([await first.socketOf(), await second.socketOf()]).toEqual([{ socket: 1 }, { socket: 1 }])
    expect(await third.socketOf()).toEqual({ socket: 2 })
    await first.leave()
    expect(await subscribe().socketOf()).toEqual({ socket: 1 })
    expect(await subscribe().socketOf()).toEqual({ socket: 2 })
    expect(await subscribe().socketOf()).toEqual({ socket: 3 })
  })
})
