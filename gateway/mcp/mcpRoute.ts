import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  createMcpHandler,
  INVALID_REQUEST,
  type McpHttpHandler,
  PARSE_ERROR,
} from '@modelcontextprotocol/server'
import { GraphQLError } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import { BodyError } from '../../platform/http/body/bodyError.ts'
import type { HttpRoute } from '../../platform/http/httpServer.ts'
import { readBodyText } from '../../platform/http/body/readBodyText.ts'
import { sendJson } from '../../platform/http/sendJson.ts'
import { sendWebResponse } from '../../platform/http/sendWebResponse.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createSocketSession, type SessionExpiry } from '../../platform/websocket/socketSession.ts'
import type { Graph, GraphCaller } from '../graph.ts'
import type { Origins } from '../http/origins.ts'
import { sendRefusal } from '../http/sendRefusal.ts'
import { createAskPrepared } from './askAsCaller.ts'
import { followCustomers } from './listen/followCustomers.ts'
import { type ListenRequest, listenRequestIn, narrowed } from './listen/listenRequest.ts'
import { createMcpServer } from './mcpServer.ts'
import { createRunTool } from './tools/runTool.ts'

const mcpPath = '/mcp'

/** Messages in one request of a client of the era that has batches. */
const maxBatch = 20

/**
 * MCP over streamable HTTP, for both eras of the protocol: each POST is authenticated and answered by itself, and nothing
 * is kept between two of them. Tools, resources and prompts run prepared documents through the graph. A request to listen
 * is answered by a stream of notifications, which ends with the caller's sign-in and when the gateway stops; the client
 * then listens again and reads what it missed by its cursors.
 */
export function createMcpRoute<Session>({
  graph,
  origins,
  connect,
  callerOf,
  expiry,
  limits,
  logger,
}: {
  graph: Graph
  origins: Origins
  /** Authenticate. Rejects with a GraphQLError to refuse. */
  connect: (request: IncomingMessage) => Promise<Session>
  callerOf: (session: Session, signal: AbortSignal) => GraphCaller
  expiry: Pick<SessionExpiry<Session, never>, 'check' | 'checkAt'>
  limits: { maxBodyBytes: number; keepAliveMs: number }
  logger: Logger
}): {
  route: HttpRoute
  /** End all streams of notifications. */
  stop(): void
} {
  const listening = new Set<ServerResponse>()
  let isStopping = false

  function handlerOf(
    caller: GraphCaller,
    options: Parameters<typeof createMcpHandler>[1] = {},
  ): McpHttpHandler {
    const run = createRunTool(createAskPrepared(graph, caller), logger)
    return createMcpHandler(({ era }) => createMcpServer(run, era), {
      ...options,
      keepAliveMs: limits.keepAliveMs,
      onerror: (error) =>
        logger.info({ event: 'mcp_refused', reason: error.message }, 'an MCP message was refused'),
    })
  }

  async function listen(
    wanted: ListenRequest,
    { session, caller, request, response }: Call<Session>,
  ): Promise<void> {
    if (isStopping) return sendRefusal(response, [callerError('UNAVAILABLE', 'the gateway is stopping')])
    const lose = () => void response.destroy()
    const held = createSocketSession<Session, null>({
      connect: async () => session,
      expiry: { ...expiry, renew: async (current) => current },
      close: lose,
      logger,
    })
    const followed = await followCustomers(wanted.params.notifications.resourceSubscriptions, {
      graph,
      caller,
      isReady: async () => {
        if (response.writableNeedDrain) await once(response, 'drain', { signal: caller.signal })
      },
      onComplete: () => void handler.close(),
      onLost: lose,
    })
    const handler = handlerOf(caller, { bus: followed.bus })
    listening.add(response)
    try {
      await held.open(null)
      const parsedBody = narrowed(wanted, followed.uris)
      await sendWebResponse(response, await handler.fetch(webRequest(request, caller.signal), { parsedBody }))
    } finally {
      listening.delete(response)
      held.end()
      followed.stop()
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (origins.answered(request, response)) return
    if (request.method !== 'POST')
      return sendFault(
        response,
        { status: 405, code: INVALID_REQUEST, message: 'expected a POST' },
        { allow: 'POST' },
      )
    const leaving = new AbortController()
    response.once('close', () => leaving.abort(new Error('the client has left')))
    let session: Session
    try {
      session = await connect(request)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      return sendRefusal(response, [error])
    }
    let body: unknown
    try {
      body = await readMessage(request, limits.maxBodyBytes)
    } catch (error) {
      if (!(error instanceof BodyError)) throw error
      const { status, message, headers } = error
      return sendFault(response, { status, code: PARSE_ERROR, message }, headers)
    }
    const caller = callerOf(session, leaving.signal)
    const wanted = listenRequestIn(body)
    if (wanted) return listen(wanted, { session, caller, request, response })
    // A request to listen that is none by our schema is malformed: nothing may hold a stream open without a subscription.
    const { fetch } = handlerOf(caller, { maxSubscriptions: 0 })
    await sendWebResponse(response, await fetch(webRequest(request, leaving.signal), { parsedBody: body }))
  }

  return {
    route: { method: '*', path: mcpPath, handle: answer },
    stop() {
      isStopping = true
      for (const response of listening) response.destroy()
    },
  }
}

type Call<Session> = {
  session: Session
  caller: GraphCaller
  request: IncomingMessage
  response: ServerResponse
}

/** The JSON of a body. Rejects with a BodyError. */
async function readMessage(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const text = await readBodyText(request, maxBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new BodyError(400, 'body: expected a JSON-RPC message, got malformed JSON', { cause })
  }
  if (Array.isArray(body) && body.length > maxBatch)
    throw new BodyError(400, `body: expected at most ${maxBatch} messages, got ${body.length}`)
  return body
}

/** The head of a request in the web's form; its body is given apart. */
function webRequest({ method, url, headers }: IncomingMessage, signal: AbortSignal | undefined): Request {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    // Node.js has read the body; a length or an encoding would be of another one.
    value === undefined || name.startsWith('content-length') || name.startsWith('transfer-')
      ? []
      : [value].flat().map((one): [string, string] => [name, one]),
  )
  const address = new URL(url ?? mcpPath, 'http://localhost')
  return new Request(address, { method: method ?? 'POST', headers: given, ...(signal && { signal }) })
}

/** Refuse a request that is no message, in the form of JSON-RPC. */
function sendFault(
  response: ServerResponse,
  { status, code, message }: { status: number; code: number; message: string },
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, { jsonrpc: '2.0', id: null, error: { code, message } }, headers)
}
