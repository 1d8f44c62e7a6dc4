import type { IncomingMessage } from 'node:http'

/** Content types that a page of another origin cannot send without a preflight request. */
const bodyTypes = new Set(['application/json', 'application/graphql'])
/** Headers that such a page cannot send without a preflight request. */
export const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

/** Whether a page of another origin would have needed a preflight request for this one (protects against CSRF). */
export function isPreflighted({ headers }: IncomingMessage): boolean {
  const [type] = (headers['content-type'] ?? '').split(';')
  return bodyTypes.has(type?.trim().toLowerCase() ?? '') || preflightHeaders.some((name) => headers[name])
}
