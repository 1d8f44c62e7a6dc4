import type { IncomingMessage } from 'node:http'
import { readBody } from '../http/readBody.ts'
import { isObject } from '../lang/isObject.ts'

/** A body that is not the expected JSON. */
export class MalformedBodyError extends Error {
  override name = 'MalformedBodyError'
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The body of a GraphQL request: a JSON object, or the bare operation as `application/graphql`; `variables` may be an
 * object or, as some clients send it, its JSON text. Rejects with a MalformedBodyError or a BodyTooLargeError.
 */
export async function readGraphqlBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Record<string, unknown>> {
  const text = decoded(await readBody(request, maxBytes))
  const [contentType] = (request.headers['content-type'] ?? '').split(';')
  if (contentType?.trim().toLowerCase() === 'application/graphql') return { query: text }
  const body = parseJson(text, 'body', 'a JSON object with "query"')
  if (!isObject(body)) {
    const got = Array.isArray(body) ? 'an array' : 'another JSON value'
    throw new MalformedBodyError(`body: expected a JSON object with "query", got ${got}`)
  }
  const { variables } = body
  return typeof variables === 'string' ? { ...body, variables: parseVariables(variables) } : body
}

/** Parse the JSON text of variables; null for an empty text. Throws a MalformedBodyError. */
export function parseVariables(text: string): unknown {
  return text.trim() === '' ? null : parseJson(text, 'variables', 'a JSON object')
}

function decoded(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch (cause) {
    throw new MalformedBodyError('body: expected UTF-8, got other bytes', { cause })
  }
}

function parseJson(text: string, name: string, expected: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const got = text === '' ? 'nothing' : 'malformed JSON'
    throw new MalformedBodyError(`${name}: expected ${expected}, got ${got}`, { cause })
  }
}
