import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createConnectionQueue } from './connectionQueue.ts'
import { httpLimits, type HttpLimits } from './httpLimits.ts'
import { listen } from './listen.ts'
import { createMetrics, type Metrics } from '../metrics/metrics.ts'
import type { Logger } from '../process/log/logger.ts'
import { runInRequest } from '../process/requestContext.ts'
import { requestIdHeader, requestIdOf } from '../process/requestId.ts'
import { createRequestSpans } from './requestSpans.ts'
import { securityHeaders } from './securityHeaders.ts'
import { sendJson, toBody } from './sendJson.ts'
import type { Tracing } from '../tracing/span.ts'
import { createUnreadBytes, type UnreadBytes } from './unreadBytes.ts'
import { within } from '../async/within.ts'

/** Handles one method of one path. */
export type HttpRoute = {
  /** In upper case; `*` handles every method that no other route of the path handles. */
  method: string
  /** With `*` at its end: every path that begins so. */
  path: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** False for what is asked all the time and says nothing, such as probes. Default true. */
  isTraced?: boolean
}

/** Takes over a connection that requests an upgrade to WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export type HttpServer = {
  /** Its address, without a path or a slash at the end; `localhost` for a wildcard address. */
  url: string
  /** Finish the requests in progress, for at most `withinMs`, then close. New requests are served until then. */
  stop(withinMs: number): Promise<void>
}

/** How often headers and bodies that take too long are looked for. */
const checkEveryMs = 5_000
const busy = { error: 'too many requests at this moment; try again' }

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

function isAt({ path: expected }: HttpRoute, path: string): boolean {
  return expected.endsWith('*') ? path.startsWith(expected.slice(0, -1)) : expected === path
}

/** The one of the routes of a path that handles the method of the request. */
function routeOf(request: IncomingMessage, atPath: readonly HttpRoute[]): HttpRoute | undefined {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  return (
    atPath.find((candidate) => candidate.method === method) ??
    atPath.find((candidate) => candidate.method === '*')
  )
}

/** Serve `routes` on one port; 0 picks a free one. Other paths are a 404 with a JSON body. */
export async function startHttpServer({
  host,
  port,
  routes,
  upgrade,
  limits = httpLimits,
  unread = createUnreadBytes(limits),
  metrics = createMetrics(),
  tracing = null,
  logger,
}: {
  host: string
  port: number
  routes: readonly HttpRoute[]
  /** By path. */
  upgrade: Readonly<Record<string, Upgrade>>
  limits?: HttpLimits
  /** What clients have not read yet; give it where the upgraded connections are counted in it too. */
  unread?: UnreadBytes
  /** Where answers are counted; default nowhere. */
  metrics?: Metrics
  /** Where requests are traced; default nowhere. */
  tracing?: Tracing | null
  logger: Logger
}): Promise<HttpServer> {
  const countAnswer = metrics.counter({
    name: 'elo_http_responses_total',
    help: 'Answers over HTTP by status; 0 for those that were cut off before their head.',
    labels: ['status'],
  })
  let isStopping = false
  let serving = 0
  let becameIdle = () => {}

  const spanOf =
    tracing && createRequestSpans(tracing, (request) => routeOf(request, routesAt(pathOf(request))))

  function routesAt(path: string): HttpRoute[] {
    return routes.filter((route) => isAt(route, path))
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    const atPath = routesAt(path)
    if (atPath.length === 0)
      return sendJson(response, 404, { error: `nothing answers at ${path.slice(0, 200)}` })
    const route = routeOf(request, atPath)
    if (route) return route.handle(request, response)
    const allow = atPath.map((candidate) => candidate.method).join(', ')
    sendJson(response, 405, { error: `${path} answers ${allow}, not ${request.method}` }, { allow })
  }

  function failed(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    // Not `request.destroyed`: Node.js sets that once the body was read.
    if (response.destroyed) return
    const errorId = randomUUID()
    logger.error({ event: 'internal_error', errorId, err: error, path: pathOf(request) }, 'internal error')
    if (response.headersSent) response.destroy()
    else sendJson(response, 500, { error: `internal error; quote ${errorId} when you ask about it` })
  }

  /** What is written of the answer waits until the client reads it. */
  function countUnread({ socket }: IncomingMessage, response: ServerResponse): void {
    const bytes = response.writableLength
    if (bytes === 0 || response.closed) return
    const address = addressOf(socket)
    response.once('close', () => unread.remove(address, bytes))
    if (unread.add(address, bytes)) return
    logger.warn({ event: 'unread_bytes', bytes }, 'a connection was closed because too much was not read')
    socket.destroy()
  }

  function begin(request: IncomingMessage, response: ServerResponse): void {
    const requestId = requestIdOf(request.headers)
    response.setHeader(requestIdHeader, requestId)
    response.once('close', () =>
      countAnswer({ status: String(response.headersSent ? response.statusCode : 0) }),
    )
    if (serving >= limits.maxRequests) return sendJson(response, 503, busy, { 'retry-after': '1' })
    serving += 1
    response.once('close', () => {
      serving -= 1
      if (serving === 0) becameIdle()
    })
    for (const [name, value] of securityHeaders) response.setHeader(name, value)
    if (isStopping) response.setHeader('connection', 'close')
    const span = spanOf && spanOf(request, response)
    runInRequest({ requestId, span }, () => answer(request, response))
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    serve(request, response)
      .catch((error: unknown) => failed(request, response, error))
      .finally(() => countUnread(request, response))
      .catch((error: unknown) => logger.error({ event: 'internal_error', err: error }, 'internal error'))
  }

  const inOrder = createConnectionQueue(limits.maxPipelined)
  const server = createServer(
    {
      connectionsCheckingInterval: Math.min(checkEveryMs, limits.headersMs),
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      maxHeaderSize: limits.maxHeaderBytes,
    },
    (request, response) => inOrder(request, response, () => begin(request, response)),
  )
  server.maxHeadersCount = limits.maxHeaders
  server.maxConnections = limits.maxConnections
  limitAddresses(server, limits.maxConnectionsOfAddress)
  // Longer than load balancers keep idle connections, so that the load balancer closes them first.
  server.keepAliveTimeout = 65_000
  // Ends connections of clients that stop reading their answers.
  server.timeout = limits.idleMs
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const take = upgrade[pathOf(request)]
    if (take) take(request, socket, head)
    else refuseUpgrade(socket, '404 Not Found')
  })
  await listen(server, host, port)

  return {
    url: urlOf(host, server.address()),
    async stop(withinMs) {
      isStopping = true
      if (serving > 0) {
        const idle = new Promise<void>((resolve) => {
          becameIdle = resolve
        })
        // Requests that are still in progress then are cut off below.
        await within(idle, withinMs, 'requests are still being answered').catch(() => undefined)
      }
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The address of a connection's peer. */
export function addressOf({ remoteAddress }: Pick<Socket, 'remoteAddress'>): string {
  return remoteAddress ?? ''
}

/** Close further connections of an address that has `max` of them. */
function limitAddresses(server: Server, max: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = addressOf(socket)
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const rest = (open.get(address) ?? 1) - 1
      if (rest > 0) open.set(address, rest)
      else open.delete(address)
    })
    if (count > max) socket.destroy()
  })
}

/** Refuse an upgrade to WebSocket, e.g. with `403 Forbidden` and the reason as JSON. */
export function refuseUpgrade(socket: Duplex, status: string, reason?: object): void {
  const body = reason ? toBody(reason) : Buffer.alloc(0)
  const headers = [
    ...['connection: close', `content-length: ${body.length}`],
    ...(/^(?:429|503)/u.test(status) ? ['retry-after: 1'] : []),
    ...(reason ? ['content-type: application/json; charset=utf-8'] : []),
    ...[...securityHeaders].map(([name, value]) => `${name}: ${value}`),
  ]
  // Also when the peer does not close its half.
  socket.once('finish', () => socket.destroy())
  socket.write(`HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n`)
  socket.end(body)
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error(`expected a port, got ${address}`)
  const isWildcard = host === '0.0.0.0' || host === '::'
  const name = isWildcard ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${address.port}`
}
