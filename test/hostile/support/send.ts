import { request as httpRequest } from 'node:http'
import { z } from 'zod'
import { connectSocket } from '../../support/connectSocket.ts'

const errorSchema = z.object({
  message: z.string(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})
const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorSchema).optional(),
})

/** The answer of a graph, over any transport. */
export type Answer = z.infer<typeof answerSchema> & {
  /** The HTTP status; over a WebSocket 200, or the close code. */
  status: number
  bytes: number
  text: string
}

export type Question = { query: string; variables?: Record<string, unknown>; operationName?: string }

/** Sends an operation. A text is sent unchanged, so that it can contain JSON that JavaScript cannot hold. */
export type Transport = (url: string, json: string | Question, signal: AbortSignal) => Promise<Answer>

const textOf = (json: string | Question) => (typeof json === 'string' ? json : JSON.stringify(json))

function read(status: number, text: string): Answer {
  const parsed = answerSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : {})
  return { ...(parsed.data ?? {}), status, bytes: text.length, text }
}

/** POST bytes, a text, or a question as JSON. */
export async function post(
  url: string,
  body: Question | string | Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body instanceof Uint8Array ? body : textOf(body),
    signal,
  })
  return read(response.status, await response.text())
}

const partsSchema = z.object({
  query: z.string(),
  variables: z.unknown().optional(),
  operationName: z.string().optional(),
})

async function get(url: string, json: string | Question, signal: AbortSignal): Promise<Answer> {
  const { query, variables, operationName } = partsSchema.parse(
    typeof json === 'string' ? JSON.parse(json) : json,
  )
  const target = new URL('/graphql', url)
  target.searchParams.set('query', query)
  if (variables !== undefined) target.searchParams.set('variables', JSON.stringify(variables))
  if (operationName !== undefined) target.searchParams.set('operationName', operationName)
  const headers = { 'apollo-require-preflight': 'true', accept: 'application/json' }
  const response = await fetch(target, { headers, signal })
  return read(response.status, await response.text())
}

/** Over a WebSocket of its own; an `error` message is read as errors without data. */
async function overSocket(url: string, json: string | Question, signal: AbortSignal): Promise<Answer> {
  const client = await connectSocket(url)
  signal.addEventListener('abort', () => client.socket.terminate())
  client.socket.send(`{"id":"attack","type":"subscribe","payload":${textOf(json)}}`)
  const message = await Promise.race([client.next(), client.closed])
  client.socket.terminate()
  if ('code' in message) return { status: message.code, bytes: 0, text: message.reason }
  const { type, payload } = message
  return read(200, JSON.stringify(type === 'error' ? { errors: payload } : payload))
}

export const transports: Record<'POST' | 'GET' | 'WebSocket', Transport> = {
  POST: post,
  GET: get,
  WebSocket: overSocket,
}

/** Send a query with headers that fetch does not allow, e.g. `host`. */
export async function askWithHeaders(
  url: string,
  { query }: Question,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      new URL('/graphql', url),
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve(read(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))),
        )
      },
    )
    request.on('error', reject)
    request.end(JSON.stringify({ query }))
  })
}
