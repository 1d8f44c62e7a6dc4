import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, OperationTypeNode } from 'graphql'
import Negotiator from 'negotiator'
import { sendEach } from '../../platform/async/sendEach.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { addressOf } from '../../platform/http/httpServer.ts'
import { refuseBody } from '../../platform/http/body/refuseBody.ts'
import type { UnreadBytes } from '../../platform/http/unreadBytes.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { tryAgainLater } from '../../platform/websocket/closeCodes.ts'
import { createSocketSession, type SessionExpiry } from '../../platform/websocket/socketSession.ts'
import type { Graph, GraphCaller, GraphOutcome } from '../graph.ts'
import type { Result } from '../subscriptions/federatedSubscription.ts'
import { createEventWriter, type EventWriter } from './eventWriter.ts'
import type { EventFormat } from './streams/eventFormat.ts'
import { acceptsMultipartSubscription, multipartSubscription } from './streams/multipartSubscription.ts'
import { serverSentEvents } from './streams/serverSentEvents.ts'
import { readGraphRequest } from './graphRequest.ts'
import { foreignPageFault } from './preflight.ts'
import { sendRefusal } from './sendRefusal.ts'

const eventStream = 'text/event-stream'

const ofGet = [OperationTypeNode.QUERY, OperationTypeNode.SUBSCRIPTION]

/** Codes after which the client is expected to connect again and to resume from its last cursor. */
const resumable = ['SLOW_CONSUMER', 'UNAVAILABLE']

/**
 * The format of the events that a request asks for; null when it asks for one answer. Clients of multipart name
 * `application/json` as well, for refusals.
 */
export function eventFormatOf(request: IncomingMessage): EventFormat | null {
  const { accept } = request.headers
  if (accept === undefined) return null
  if (acceptsMultipartSubscription(accept)) return multipartSubscription
  const types = ['application/json', 'application/graphql-response+json', eventStream]
  return new Negotiator(request).mediaType(types) === eventStream ? serverSentEvents : null
}

/**
 * GraphQL over one response that stays open, as server-sent events or as Apollo's multipart subscription: each result is
 * an event. An operation that is refused is an event with its errors; a caller who is refused gets an HTTP status. The
 * header `Last-Event-ID` takes the place of the variable `after`. A stream that the client can resume, because the gateway
 * stops or the client was too slow, ends in another way than a completed one; see the formats.
 */
export function createEventStreamRoute<Session>({
  graph,
  connect,
  callerOf,
  expiry,
  limits,
  unread,
  logger,
}: {
  graph: Graph
  /** Authenticate. Rejects with a GraphQLError to refuse. */
  connect: (request: IncomingMessage) => Promise<Session>
  callerOf: (session: Session, signal: AbortSignal, transport: EventFormat['transport']) => GraphCaller
  expiry: Pick<SessionExpiry<Session, never>, 'check' | 'checkAt'>
  limits: { maxBodyBytes: number; keepAliveMs: number; maxSendMs: number }
  /** What clients have not read yet, over all connections. */
  unread?: UnreadBytes
  logger: Logger
}): {
  answer(request: IncomingMessage, response: ServerResponse, format: EventFormat): Promise<void>
  /** End all streams, so that their clients connect again, to another gateway. */
  stop(): void
} {
  const open = new Set<EventWriter>()
  let isStopping = false

  /** Send the results, each when the client has read the one before. */
  async function deliver(outcome: GraphOutcome, writer: EventWriter): Promise<void> {
    if (outcome.kind === 'refused') return writer.fail(outcome.errors)
    const send = (result: Result, onSent: (error: null) => void) => writer.next(result, () => onSent(null))
    if (outcome.kind === 'result') {
      await new Promise((resolve) => send(outcome.result, resolve))
      return writer.complete()
    }
    const { results } = outcome
    writer.closed.addEventListener('abort', () => void results.return(), { once: true })
    try {
      await sendEach(results, send, () => !writer.closed.aborted)
      writer.complete()
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      const isResumable = resumable.includes(String(error.extensions['code']))
      writer.fail([error], { isResumable })
    } finally {
      await results.return()
    }
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    format: EventFormat,
  ): Promise<void> {
    const { method } = request
    if (method !== 'POST' && method !== 'GET') {
      const message = `expected a GET or a POST for a stream of events, got ${method}`
      const options = { status: 405, headers: { allow: 'GET, POST' } }
      return sendRefusal(response, [callerError('BAD_REQUEST', message)], options)
    }
    const fault = foreignPageFault(request)
    if (fault) return sendRefusal(response, [fault.error], { status: fault.status })
    if (isStopping) return sendRefusal(response, [callerError('UNAVAILABLE', 'the gateway is stopping')])
    let session: Session
    try {
      session = await connect(request)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      return sendRefusal(response, [error])
    }
    let graphRequest
    try {
      graphRequest = await readGraphRequest(request, limits.maxBodyBytes)
    } catch (error) {
      return refuseBody(response, error)
    }
    const lastEventId = request.headers['last-event-id']
    if (typeof lastEventId === 'string' && lastEventId !== '')
      graphRequest = { ...graphRequest, variables: { ...graphRequest.variables, after: lastEventId } }

    const address = addressOf(request.socket)
    const count = unread && {
      add: (bytes: number) => unread.add(address, bytes),
      remove: (bytes: number) => unread.remove(address, bytes),
    }
    const writer = createEventWriter(response, format, limits, count)
    open.add(writer)
    const held = createSocketSession<Session, null>({
      connect: async () => session,
      expiry: { ...expiry, renew: async (current) => current },
      close: (code, reason) => {
        const isResumable = code === tryAgainLater
        writer.fail([callerError(isResumable ? 'UNAVAILABLE' : 'UNAUTHENTICATED', reason)], { isResumable })
      },
      logger,
    })
    try {
      await held.open(null)
      const outcome = await graph(
        { ...graphRequest, ...(method === 'GET' && { carries: ofGet }) },
        callerOf(session, writer.closed, format.transport),
      )
      await deliver(outcome, writer)
    } finally {
      held.end()
      open.delete(writer)
      writer.end()
    }
  }

  return {
    answer,
    stop() {
      isStopping = true
      for (const writer of open) writer.stop()
    },
  }
}
