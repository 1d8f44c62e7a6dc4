import type { IncomingMessage } from 'node:http'
import { BodyError } from '../http/body/bodyError.ts'
import { readBodyText } from '../http/body/readBodyText.ts'
import { isObject } from '../lang/isObject.ts'

/**
 * The body of a GraphQL request: a JSON object, or the bare operation as `application/graphql`; `variables` may be an
 * object or, as some clients send it, its JSON text. Rejects with a BodyError. `maxBytes` holds for the body as it is
 * sent and, when it is packed, for what it unpacks to. `check` gets the bytes as they were sent, before anything of
 * them is read; what it throws is thrown on.
 */
export async function readGraphqlBody(
  request: IncomingMessage,
  maxBytes: number,
  check: (sent: Buffer) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const { headers } = request
  const text = await readBodyText(request, maxBytes, check)
  const [contentType] = (headers['content-type'] ?? '').split(';')
  if (contentType?.trim().toLowerCase() === 'application/graphql') return { query: text }
  const body = parseJson(text, 'body', 'a JSON object with "query"')
  if (!isObject(body)) {
    const got = Array.isArray(body) ? 'an array' : 'another JSON value'
    throw new BodyError(400, `body: expected a JSON object with "query", got ${got}`)
  }
  const { variables } = body
  return typeof variables === 'string' ? { ...body, variables: parseVariables(variables) } : body
}

/** Parse the JSON text of variables; null for an empty text. Throws a BodyError. */
export function parseVariables(text: string): unknown {
  return text.trim() === '' ? null : parseJson(text, 'variables', 'a JSON object')
}

function parseJson(text: string, name: string, expected: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const got = text === '' ? 'nothing' : 'malformed JSON'
    throw new BodyError(400, `${name}: expected ${expected}, got ${got}`, { cause })
  }
}
