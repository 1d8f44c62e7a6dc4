import type { IncomingMessage } from 'node:http'
import { parseVariables, readGraphqlBody } from '../../platform/graph/graphqlBody.ts'
import { BodyError } from '../../platform/http/body/bodyError.ts'
import { isObject } from '../../platform/lang/isObject.ts'
import type { GraphRequest } from '../graph.ts'

/** The operation of an HTTP request: in the body of a POST, else in the address. Rejects with a BodyError. */
export async function readGraphRequest(
  request: IncomingMessage,
  maxBodyBytes: number,
): Promise<GraphRequest> {
  return request.method === 'POST'
    ? requestOf(await readGraphqlBody(request, maxBodyBytes))
    : requestOfUrl(request.url)
}

function requestOfUrl(url: string | undefined): GraphRequest {
  const given = new URL(url ?? '/', 'http://localhost').searchParams
  const text = (name: string) => given.get(name) ?? undefined
  return requestOf({
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: parseVariables(text('variables') ?? ''),
    extensions: parseVariables(text('extensions') ?? ''),
  })
}

/** Check the members of a request; throws a BodyError. */
function requestOf({
  query,
  documentId,
  operationName,
  variables,
  extensions,
}: Record<string, unknown>): GraphRequest {
  return {
    query: textOrNone(query, 'query'),
    documentId: textOrNone(documentId, 'documentId'),
    operationName: textOrNone(operationName, 'operationName'),
    variables: objectOrEmpty(variables, 'variables'),
    extensions: objectOrEmpty(extensions, 'extensions'),
  }
}

function textOrNone(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new BodyError(400, `${name}: expected a text, got another JSON value`)
}

function objectOrEmpty(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  const got = Array.isArray(value) ? 'an array' : 'another JSON value'
  throw new BodyError(400, `${name}: expected a JSON object, got ${got}`)
}
