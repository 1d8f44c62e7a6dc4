import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Which web pages may ask the graph. A page of our own address always may, and a program that is no browser; any
 * other page only when its origin, e.g. `https://desk.example`, is listed. `*` in the list means any.
 */
export type Origins = {
  isAllowed(request: IncomingMessage): boolean
  /** Tell a browser so. Answers a preflight request and is then true: nothing more is to be done. */
  answered(request: IncomingMessage, response: ServerResponse): boolean
}

export function createOrigins(allowed: readonly string[]): Origins {
  function isListed(origin: string): boolean {
    return allowed.includes('*') || allowed.includes(origin)
  }

  return {
    isAllowed({ headers }) {
      const { origin } = headers
      if (origin === undefined || isListed(origin)) return true
      const asked = headers['x-forwarded-host'] ?? headers.host
      return URL.canParse(origin) && new URL(origin).host === asked
    },
    answered({ headers, method }, response) {
      const { origin } = headers
      const isListedPage = origin !== undefined && isListed(origin)
      if (isListedPage) {
        response.setHeader('access-control-allow-origin', origin)
        response.setHeader('vary', 'origin')
      }
      if (method !== 'OPTIONS') return false
      if (isListedPage) {
        response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
        response.setHeader(
          'access-control-allow-headers',
          headers['access-control-request-headers'] ?? 'content-type',
        )
        response.setHeader('access-control-max-age', '600')
      }
      response.writeHead(204).end()
      return true
    },
  }
}
