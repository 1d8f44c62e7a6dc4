import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import { BodyTooLargeError, readBody } from './readBody.ts'
import { sendBody, sendJson } from './sendJson.ts'

/** What a request asks for that has only this to say. */
export type PlainRequest = {
  query: string
  operationName: string | undefined
  variables: Record<string, unknown>
}

/** A body that is not what was expected. */
class MalformedBodyError extends Error {
  override name = 'MalformedBodyError'
}

/**
 * Serve GraphQL over HTTP. A body is JSON, or the bare operation as `application/graphql`; `variables` may be an
 * object or, as some clients send them, its JSON text. A malformed body is a 400, one over the limit a 413.
 */
export function createGraphqlHandler<Context extends BaseContext>({
  server,
  contextOf,
  maxBodyBytes,
  answerKnown,
}: {
  server: ApolloServer<Context>
  /**
   * The context of one request; `signal`, made when it is asked for, says that its client has left. May throw a
   * GraphQLError.
   */
  contextOf: (request: IncomingMessage, signal: () => AbortSignal) => Promise<Context>
  maxBodyBytes: number
  /**
   * A shorter way to the JSON of an answer without errors, for a request that needs nothing of Apollo Server; null where
   * there is none, and Apollo Server answers in the same context.
   */
  answerKnown?: (asked: PlainRequest, context: Context) => Promise<Buffer | null>
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    let body: unknown
    try {
      if (request.method === 'POST') body = await readOperation(request, maxBodyBytes)
    } catch (error) {
      if (error instanceof BodyTooLargeError)
        return refuse(response, 413, 'BAD_REQUEST', `body: ${error.message}`)
      if (error instanceof MalformedBodyError) return refuse(response, 400, 'BAD_REQUEST', error.message)
      throw error
    }
    let made: Promise<Context> | undefined
    const context = () => (made ??= contextOf(request, leavingOf(response)))
    const plain = answerKnown && plainRequestOf(request, body)
    if (plain) {
      // Whom the context refuses Apollo Server answers.
      const ready = await context().catch(() => null)
      const known = ready && (await answerKnown(plain, ready))
      if (known) return sendBody(response, 200, known)
    }
    const url = request.url ?? ''
    const queryAt = url.indexOf('?')
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search: queryAt < 0 ? '' : url.slice(queryAt),
        body,
      },
      context,
    })
    await send(response, answer)
  }
}

/** Says that the client left before it was answered; costs nothing where nobody asks. */
function leavingOf(response: ServerResponse): () => AbortSignal {
  let left: AbortController | undefined
  return () => {
    if (left) return left.signal
    const controller = new AbortController()
    left = controller
    const leave = () => {
      if (!response.writableFinished) controller.abort(new Error('the client has left'))
    }
    if (response.closed) leave()
    else response.once('close', leave)
    return controller.signal
  }
}

async function readOperation(request: IncomingMessage, maxBodyBytes: number): Promise<unknown> {
  const text = (await readBody(request, maxBodyBytes)).toString('utf8')
  const [contentType] = (request.headers['content-type'] ?? '').split(';')
  if (contentType?.trim().toLowerCase() === 'application/graphql') return { query: text }
  const body = parseJson(text, 'body', 'a JSON object with "query"')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new MalformedBodyError(
      `body: expected a JSON object with "query", got ${Array.isArray(body) ? 'an array' : 'another JSON value'}`,
    )
  }
  if ('variables' in body && typeof body.variables === 'string') {
    const variables = body.variables.trim()
    return {
      ...body,
      variables: variables === '' ? null : parseJson(variables, 'variables', 'a JSON object'),
    }
  }
  return body
}

const plainAccepts = new Set([undefined, '*/*', 'application/json'])
const plainBody = z.strictObject({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
})

/** Null for a request whose answer hangs on more: on what it accepts, on `extensions`, on its address. */
function plainRequestOf(request: IncomingMessage, body: unknown): PlainRequest | null {
  const { accept, 'content-type': contentType } = request.headers
  if (request.method !== 'POST' || request.url?.includes('?')) return null
  if (!plainAccepts.has(accept) || !contentType?.startsWith('application/json')) return null
  const { data } = plainBody.safeParse(body)
  if (!data) return null
  return {
    query: data.query,
    operationName: data.operationName ?? undefined,
    variables: data.variables ?? {},
  }
}

function parseJson(text: string, name: string, expected: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const got = text === '' ? 'nothing' : cause instanceof Error ? 'malformed JSON' : 'something else'
    throw new MalformedBodyError(`${name}: expected ${expected}, got ${got}`, { cause })
  }
}

function refuse(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  sendJson(response, status, { errors: [{ message, extensions: { code } }] })
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

async function send(response: ServerResponse, { status, headers, body }: HTTPGraphQLResponse): Promise<void> {
  response.statusCode = status ?? 200
  for (const [name, value] of headers) response.setHeader(name, value)
  if (body.kind === 'complete') {
    response.setHeader('content-length', Buffer.byteLength(body.string))
    response.end(body.string)
    return
  }
  for await (const chunk of body.asyncIterator) response.write(chunk)
  response.end()
}
