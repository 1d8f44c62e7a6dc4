import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { getIntrospectionQuery } from 'graphql'
import { z } from 'zod'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import type { Target } from './target.ts'
import { withstand } from './withstand.ts'

const refusalSchema = z.array(z.object({ extensions: z.object({ code: z.string() }) }))

/** What an attacker holds open; `close` ends it. */
type Held = { close(): void }

/** Introspections that are sent in one piece over each connection, and whose answers nobody reads. */
export async function pipelinedIntrospections(url: string, connections: number, each: number): Promise<Held> {
  const { host, port, hostname } = new URL(url)
  const body = JSON.stringify({ query: getIntrospectionQuery() })
  const request = [
    ...['POST /graphql HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json'],
    ...[`Content-Length: ${Buffer.byteLength(body)}`, '', body],
  ].join('\r\n')
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.pause()
      socket.write(request.repeat(each))
      return socket
    }),
  )
  return { close: () => sockets.forEach((socket) => socket.destroy()) }
}

/** Queries with large answers, all at once over one WebSocket that reads nothing. */
export async function unreadQueries(url: string, customerId: string, count: number): Promise<Held> {
  const client = await connectSocket(url)
  client.socket.pause()
  const summaries = Array.from({ length: 400 }, (_, n) => `a${n}: id`).join(' ')
  const query = `query ($id: ID!) { customer(id: $id) { history(last: 100) { nodes { ${summaries} } } } }`
  for (let n = 0; n < count; n += 1) client.subscribe(String(n), query, { id: customerId })
  return { close: () => client.socket.terminate() }
}

/** Streams of all customers; `open` of them were accepted. */
export async function manyFeeds(
  url: string,
  sockets: number,
  each: number,
): Promise<Held & { open: number; codes: Set<string | undefined> }> {
  const clients: SocketClient[] = []
  const codes = new Set<string | undefined>()
  let open = 0
  for (let at = 0; at < sockets; at += 1) {
    const client = await connectSocket(url)
    clients.push(client)
    for (let n = 0; n < each; n += 1)
      client.subscribe(String(n), 'subscription { interactionFeed { cursor } }')
    const first = new Map<string, string>()
    while (first.size < each) {
      const { id = '', type, payload } = await client.next()
      if (first.has(id)) continue
      first.set(id, type)
      if (type === 'next') open += 1
      else codes.add(refusalSchema.parse(payload)[0]?.extensions.code)
    }
  }
  return { open, codes, close: () => clients.forEach(({ socket }) => socket.terminate()) }
}

/** The attack is withstood, and the memory of the process grows by less than `mostBytes`. */
export async function withstandHeld<Holding extends Held>(
  target: Target,
  attack: (url: string) => Promise<Holding>,
  mostBytes: number,
  times: { quietMs?: number; windowMs?: number } = {},
): Promise<Holding> {
  const before = await target.use()
  const held = await withstand(target, () => attack(target.url), times)
  held.close()
  const after = await target.use()
  const grownBytes = after.peakBytes - before.peakBytes
  process.stdout.write(`    the process grew by ${Math.round(grownBytes / 1024 / 1024)} MB\n`)
  expect(grownBytes, 'the growth of the process').toBeLessThan(mostBytes)
  return held
}
