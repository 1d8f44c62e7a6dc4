import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { listen } from './listen.ts'
import type { Logger } from '../process/logger.ts'
import { sendJson, toBody } from './sendJson.ts'
import { within } from '../lang/within.ts'

/** Handles one method of one path. */
export type HttpRoute = {
  /** In upper case; `*` handles every method that no other route of the path handles. */
  method: string
  /** With `*` at its end: every path that begins so. */
  path: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Takes over a connection that requests an upgrade to WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export type HttpServer = {
  /** Its address, without a path or a slash at the end; `localhost` for a wildcard address. */
  url: string
  /** Finish the requests in progress, for at most `withinMs`, then close. New requests are served until then. */
  stop(withinMs: number): Promise<void>
}

const idleMs = 60_000

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

function isAt({ path: expected }: HttpRoute, path: string): boolean {
  return expected.endsWith('*') ? path.startsWith(expected.slice(0, -1)) : expected === path
}

/** Serve `routes` on one port; 0 picks a free one. Other paths are a 404 with a JSON body. */
export async function startHttpServer({
  host,
  port,
  routes,
  upgrade,
  logger,
}: {
  host: string
  port: number
  routes: readonly HttpRoute[]
  /** By path. */
  upgrade: Readonly<Record<string, Upgrade>>
  logger: Logger
}): Promise<HttpServer> {
  let isStopping = false
  let serving = 0
  let becameIdle = () => {}

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    const atPath = routes.filter((route) => isAt(route, path))
    if (atPath.length === 0)
      return sendJson(response, 404, { error: `nothing answers at ${path.slice(0, 200)}` })
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const route =
      atPath.find((candidate) => candidate.method === method) ??
      atPath.find((candidate) => candidate.method === '*')
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

  const server = createServer((request, response) => {
    serving += 1
    response.once('close', () => {
      serving -= 1
      if (serving === 0) becameIdle()
    })
    if (isStopping) response.setHeader('connection', 'close')
    serve(request, response).catch((error: unknown) => failed(request, response, error))
  })
  // Longer than load balancers keep idle connections, so that the load balancer closes them first.
  server.keepAliveTimeout = 65_000
  // Ends connections of clients that stop reading their answers.
  server.timeout = idleMs
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

/** Refuse an upgrade to WebSocket, e.g. with `403 Forbidden` and the reason as JSON. */
export function refuseUpgrade(socket: Duplex, status: string, reason?: object): void {
  const body = reason ? toBody(reason) : Buffer.alloc(0)
  const headers = [
    ...['connection: close', `content-length: ${body.length}`],
    ...(reason ? ['content-type: application/json; charset=utf-8'] : []),
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
