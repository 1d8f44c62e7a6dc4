import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseHost } from '../http/host.ts'
import { addressOf, type HttpRoute } from '../http/httpServer.ts'
import { isLoopback } from '../http/isLoopback.ts'
import { sendBody, sendJson } from '../http/sendJson.ts'
import type { Metrics } from './metrics.ts'

/** Headers by which a proxy says that a request is from elsewhere. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * `GET /metrics` for Prometheus. With `tokens` the caller must send one of them as `authorization: Bearer …`. Without,
 * only programs of this machine may read it: the connection is from a loopback address, the host that it asks is one, and
 * no proxy has passed the request on. Others get a 401 that says so.
 */
export function createMetricsRoute(metrics: Metrics, tokens: readonly string[]): HttpRoute {
  const accepted = tokens.map(hashOf)
  const isAllowed = tokens.length > 0 ? hasToken : isOfThisMachine

  function hasToken({ headers: { authorization = '' } }: IncomingMessage): boolean {
    const [, token] = /^Bearer (\S+)$/iu.exec(authorization) ?? []
    if (token === undefined) return false
    const given = hashOf(token)
    return accepted.some((hash) => timingSafeEqual(hash, given))
  }

  return {
    method: 'GET',
    path: '/metrics',
    isTraced: false,
    async handle(request, response) {
      if (!isAllowed(request)) return sendJson(response, 401, refusal, { 'www-authenticate': 'Bearer' })
      const text = await metrics.text()
      const headers = { 'content-type': metrics.contentType, 'cache-control': 'no-store' }
      sendBody(response, 200, Buffer.from(text), headers)
    },
  }
}

const refusal = {
  error:
    'expected authorization: Bearer with a token of ELO_METRICS_TOKEN; without that setting only programs of this machine may read /metrics',
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isOfThisMachine({ socket, headers }: IncomingMessage): boolean {
  const asked = parseHost(headers.host ?? '')
  // A page of a browser must not read it through a name that resolves to this machine.
  if (!asked || !isLoopback(asked.name) || headers.origin !== undefined) return false
  const address = addressOf(socket).replace(/^::ffff:/u, '')
  return isLoopback(address) && proxyHeaders.every((name) => headers[name] === undefined)
}
