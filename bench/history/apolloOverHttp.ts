import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** Serve an Apollo Server on a free port by `node:http` alone, without a framework. Resolves with its address. */
export async function serveApollo(server: ApolloServer<BaseContext>): Promise<string> {
  await server.start()
  const http = createServer((request, response) => {
    answer(server, request, response).catch((error: unknown) => response.destroy(toError(error)))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return `http://127.0.0.1:${address.port}/graphql`
}

async function answer(
  server: ApolloServer<BaseContext>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const result = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? 'GET',
      headers,
      search: new URL(request.url ?? '/', 'http://localhost').search,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    },
    context: async () => ({}),
  })
  if (result.body.kind !== 'complete') throw new Error('expected a whole answer')
  response.writeHead(result.status ?? 200, {
    ...Object.fromEntries(result.headers),
    'content-length': Buffer.byteLength(result.body.string),
  })
  response.end(result.body.string)
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
