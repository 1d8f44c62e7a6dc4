import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readGraphqlBody } from '../graph/graphqlBody.ts'
import { refuseBody } from './body/refuseBody.ts'

/** Serve an Apollo Server over HTTP. A malformed body is a 400, a body over the limit a 413, one in an unknown charset or encoding a 415. */
export function createGraphqlHandler<Context extends BaseContext>({
  server,
  contextOf,
  checkBody,
  maxBodyBytes,
}: {
  server: ApolloServer<Context>
  /** The context of one request. May throw a GraphQLError. */
  contextOf: (request: IncomingMessage) => Promise<Context>
  /** Called with the bytes of a body before they are read; what it throws is thrown on. */
  checkBody: (request: IncomingMessage, sent: Buffer) => void
  maxBodyBytes: number
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    let body: unknown
    try {
      if (request.method === 'POST')
        body = await readGraphqlBody(request, maxBodyBytes, (sent) => checkBody(request, sent))
    } catch (error) {
      return refuseBody(response, error)
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
      context: () => contextOf(request),
    })
    await send(response, answer)
  }
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
