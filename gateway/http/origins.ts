import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../../platform/http/sendJson.ts'
import { createAllowedHosts } from './allowedHosts.ts'

/**
 * By which host the graph may be called, and from which web pages. Programs other than browsers may call, and pages
 * that come from the host they call; other pages only when their origin, e.g. `https://desk.example`, is listed. `*` in
 * the list allows every origin.
 */
export type Origins = {
  /** Why a request is refused, in the form of a GraphQL answer; null when it is allowed. */
  refusalOf(request: IncomingMessage): object | null
  /**
   * Refuse a request that is not allowed with 403, add the CORS headers for an allowed page, answer a preflight
   * request. Returns true when the request has been answered.
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
    // Browsers always send it; Node.js accepts requests without it only in HTTP/1.0.
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

  /** Without the CORS headers the browser does not send the page's request. */
  function answerPreflight({ headers }: IncomingMessage, response: ServerResponse, isAllowed: boolean): void {
    if (isAllowed) {
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
