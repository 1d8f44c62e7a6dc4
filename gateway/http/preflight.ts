import type { IncomingMessage } from 'node:http'
import type { GraphQLError } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'

/** Content types that a page of another origin cannot send without a preflight request. */
const bodyTypes = new Set(['application/json', 'application/graphql'])
/** Headers that such a page cannot send without a preflight request. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name']

/** Whether a page of another origin would have needed a preflight request for this one (protects against CSRF). */
function isPreflighted({ headers }: IncomingMessage): boolean {
  const [type] = (headers['content-type'] ?? '').split(';')
  return bodyTypes.has(type?.trim().toLowerCase() ?? '') || preflightHeaders.some((name) => headers[name])
}

/**
 * Why a request is refused because a page of another origin could have made a browser send it; null when none could. It
 * holds for every request to the graph over HTTP, whether it asks for one answer or for a stream.
 */
export function foreignPageFault(request: IncomingMessage): { status: number; error: GraphQLError } | null {
  if (request.method !== 'POST') {
    const fault = foreignGetFault(request)
    return fault === null ? null : { status: 403, error: callerError('FORBIDDEN', fault) }
  }
  if (isPreflighted(request)) return null
  return { status: 415, error: callerError('BAD_REQUEST', 'content-type: expected application/json') }
}

/**
 * Why a GET is refused because a page of another origin made a browser send it; null when none did. A GET carries queries
 * and subscriptions only, and its answer cannot be read by that page; but it must not make Elo work either. Browsers say
 * where a request comes from in `Sec-Fetch-Site`, which no page can change. Programs, and addresses that a person opens,
 * are no such page.
 */
function foreignGetFault(request: IncomingMessage): string | null {
  const site = request.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return null
  // A page whose origin is allowed says its origin; the others were refused before.
  if (request.headers.origin !== undefined || isPreflighted(request)) return null
  const expected = `same-origin or none, or the header ${preflightHeaders[0]}, which a foreign page cannot send`
  return `Sec-Fetch-Site: expected ${expected}, got ${JSON.stringify(String(site).slice(0, 40))}`
}
