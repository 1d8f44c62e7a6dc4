import { z } from 'zod'
import { connectSocket } from '../../support/connectSocket.ts'
import { readEvents } from '../http/readEvents.ts'
import { readParts } from '../http/readParts.ts'

export const transports = ['WebSocket', 'server-sent events', 'multipart'] as const
export type Transport = (typeof transports)[number]

type Asked = { query: string; variables?: Record<string, unknown>; headers?: Record<string, string> }
export type Item =
  | { kind: 'result'; result: unknown }
  | { kind: 'errors'; errors: { message: string; extensions: Record<string, unknown> }[] }
  | { kind: 'end' }

/** A subscription by any transport, as its client sees it. */
export type Stream = { next(): Promise<Item>; close(): void }

const errors = z.array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()) }))
const onlyErrors = z.strictObject({ errors })
const part = z.union([
  z.strictObject({ payload: z.null(), errors }),
  z.strictObject({ payload: z.record(z.string(), z.unknown()) }),
])

function posted({ query, variables = {}, headers = {} }: Asked): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  }
}

const openers: Record<Transport, (url: string, asked: Asked) => Promise<Stream>> = {
  async WebSocket(url, { query, variables = {}, headers = {} }) {
    const client = await connectSocket(url, { headers })
    client.subscribe('s', query, variables)
    return {
      async next() {
        const { type, payload } = await client.next()
        if (type === 'complete') return { kind: 'end' }
        if (type === 'error') return { kind: 'errors', errors: errors.parse(payload) }
        return { kind: 'result', result: payload }
      },
      close: () => client.socket.close(),
    }
  },
  async 'server-sent events'(url, asked) {
    const reader = await readEvents(`${url}/graphql`, posted(asked))
    return {
      async next() {
        let event = await reader.next()
        while (event?.retry !== undefined) event = await reader.next()
        if (event?.event !== 'next') return { kind: 'end' }
        const failed = onlyErrors.safeParse(event.data)
        return failed.success
          ? { kind: 'errors', errors: failed.data.errors }
          : { kind: 'result', result: event.data }
      },
      close: () => reader.close(),
    }
  },
  async multipart(url, asked) {
    const reader = await readParts(`${url}/graphql`, posted(asked))
    return {
      async next() {
        const given = await reader.next()
        if (given === null) return { kind: 'end' }
        const parsed = part.parse(given)
        return 'errors' in parsed
          ? { kind: 'errors', errors: parsed.errors }
          : { kind: 'result', result: parsed.payload }
      },
      close: () => reader.close(),
    }
  },
}

export function openStream(transport: Transport, url: string, asked: Asked): Promise<Stream> {
  return openers[transport](url, asked)
}
