import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Span, Tracing } from '../tracing/span.ts'
import { traceparentHeader } from '../tracing/traceparent.ts'

/** What the span of a request has of its route. */
type TracedRoute = { path: string; isTraced?: boolean }

/**
 * Begins the span of a request that a route handles, which ends with its answer; null for other requests. It names the
 * route and never the path, which may have an id in it.
 */
export function createRequestSpans(
  tracing: Tracing,
  routeOf: (request: IncomingMessage) => TracedRoute | undefined,
): (request: IncomingMessage, response: ServerResponse) => Span | null {
  return (request, response) => {
    const route = routeOf(request)
    if (!route || route.isTraced === false) return null
    const method = request.method ?? ''
    const attributes = { 'http.request.method': method, 'http.route': route.path }
    const span = tracing.start(
      { name: `${method} ${route.path}`, kind: 'server', attributes },
      request.headers[traceparentHeader],
    )
    response.once('close', () => {
      // Without a head the client has gone, or the process was too slow for it.
      const status = response.headersSent ? response.statusCode : 0
      span.set({ 'http.response.status_code': status })
      span.end(status === 0 || status >= 500 ? String(status) : null)
    })
    return span
  }
}
