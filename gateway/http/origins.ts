import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../../platform/http/sendJson.ts'
import { createAllowedHosts } from './allowedHosts.ts'

/**
 * Under which host the graph may be asked, and which web pages may ask. A page of the host that is asked always may,
 * and a program that is no browser; any other page only when its origin, e.g. `https://desk.example`, is listed. `*`
 * among the origins means any.
 */
export type Origins = {
  /** Why a request is refused, in the form of a GraphQL answer; null when it may ask. */
  refusalOf(request: IncomingMessage): object | null
  /**
   * Refuse a request that may not ask, with 403, and tell a browser that a page of another origin may. Answers a
   * preflight request as well. When it is true nothing more is to be done.
   */
  answered(request: IncomingMessage, response: ServerResponse): boolean
}

export function createOrigins({
  allowedOrigins,
  allowedHosts,
}: {
  allowedOrigins: readonly string[]
  allowedHosts: readonly string[]
}): Origins {
  const isAllowedHost = createAllowedHosts(allowedHosts)

  function isListed(origin: string): boolean {
    return allowedOrigins.includes('*') || allowedOrigins.includes(origin)
  }

  function hostRefusalOf({ headers: { host } }: IncomingMessage): object | null {
    // Without a host it is no browser, and Node.js accepts it of HTTP/1.0 alone.
    if (host === undefined || isAllowedHost(host)) return null
    return refusal(`Host: expected localhost, an IP address or a host in ALLOWED_HOSTS, got ${quote(host)}`)
  }

  function originRefusalOf({ headers: { origin, host } }: IncomingMessage): object | null {
    if (origin === undefined || isListed(origin)) return null
    if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return null
    const expected = `the host that is asked, ${quote(host ?? '')}, or an origin in ALLOWED_ORIGINS`
    return refusal(`Origin: expected ${expected}, got ${quote(origin)}`)
  }

  function refusalOf(request: IncomingMessage): object | null {
    return hostRefusalOf(request) ?? originRefusalOf(request)
  }

  /** An answer without leave: the browser keeps the page from asking. */
  function answerPreflight({ headers }: IncomingMessage, response: ServerResponse, isLeave: boolean): void {
    if (isLeave) {
      response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
      response.setHeader(
        'access-control-allow-headers',
        headers['access-control-request-headers'] ?? 'content-type',
      )
      response.setHeader('access-control-max-age', '600')
    }
    response.writeHead(204).end()
  }

  return {
    refusalOf,
    answered(request, response) {
      const { origin } = request.headers
      const isPreflight = request.method === 'OPTIONS'
      const refused = isPreflight ? hostRefusalOf(request) : refusalOf(request)
      if (refused !== null) {
        sendJson(response, 403, refused)
        return true
      }
      const isListedPage = origin !== undefined && isListed(origin)
      if (isListedPage) {
        response.setHeader('access-control-allow-origin', origin)
        response.setHeader('vary', 'origin')
      }
      if (isPreflight) answerPreflight(request, response, isListedPage)
      return isPreflight
    },
  }
}

function refusal(message: string): object {
  return { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] }
}

function quote(header: string): string {
  return JSON.stringify(header.slice(0, 200))
}
