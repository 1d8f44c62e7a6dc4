import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  GraphQLSchema,
  type OperationTypeNode,
} from 'graphql'
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from './closeCodes.ts'
import { createDocumentCache } from './documentCache.ts'
import { callerError } from './errors.ts'
import { refuseUpgrade, type Upgrade } from './httpServer.ts'
import type { Logger } from './logger.ts'
import { maskThrown } from './maskThrown.ts'
import { resolveOperation } from './resolveOperation.ts'
import { createSocketSender } from './socketSender.ts'
import { socketLimits, type SocketLimits } from './socketLimits.ts'

/** An operation that came over a socket: parsed, known to be one operation, not validated. */
export type SocketOperation = {
  query: string
  document: DocumentNode
  type: OperationTypeNode
  operationName: string | undefined
  variables: Record<string, unknown>
  extensions: Record<string, unknown>
}

/** One answer, or answers as they come. Errors in them are such as the client may see. */
export type SocketAnswers = ExecutionResult | AsyncIterable<ExecutionResult>

/** The answers, or why nothing was executed. */
export type SocketOutcome = SocketAnswers | readonly GraphQLError[]

/** Carries what `operate` has begun through graphql-ws to the place where it wants the answers. */
class Begun {
  readonly answers: SocketAnswers
  constructor(answers: SocketAnswers) {
    this.answers = answers
  }
}

function answersOf({ contextValue }: ExecutionArgs): SocketAnswers {
  if (contextValue instanceof Begun) return contextValue.answers
  throw new Error('expected an operation that was begun')
}

const noSchema = new GraphQLSchema({})

/**
 * Serve graphql-ws on upgraded connections. Answers are taken from an operation only as fast as its client reads
 * them. A client that does not keep up is closed with `closeCodes.slowConsumer`, also when its stream ends with the
 * error code SLOW_CONSUMER; a peer that is not heard of any more is cut off. `stop` closes all with
 * `closeCodes.draining`, cuts off those that do not confirm it in time, and refuses new ones.
 */
export function createGraphqlSockets<Session>({
  connect,
  operate,
  limits = socketLimits,
  logger,
}: {
  /** Who is there. Throw a GraphQLError to refuse: FORBIDDEN closes with 4403, anything else with 4401. */
  connect: (request: IncomingMessage, params: Record<string, unknown>) => Promise<Session>
  /** Begin an operation. What it throws is masked. */
  operate: (operation: SocketOperation, session: Session) => Promise<SocketOutcome>
  limits?: SocketLimits
  logger: Logger
}): { upgrade: Upgrade; stop(): Promise<void> } {
  type Extra = {
    request: IncomingMessage
    socket: WebSocket
    session: { of: Session } | null
    /** Ids of operations that have not ended, also when they are wanted no more. */
    active: Set<string>
  }
  const parse = createDocumentCache()
  let isStopping = false

  const protocol = makeServer<Record<string, unknown>, Extra>({
    async onConnect({ extra, connectionParams }) {
      try {
        extra.session = { of: await connect(extra.request, connectionParams ?? {}) }
        return true
      } catch (error) {
        const { message, extensions } = maskThrown(error, logger)
        const isForbidden = extensions['code'] === 'FORBIDDEN'
        extra.socket.close(isForbidden ? CloseCode.Forbidden : CloseCode.Unauthorized, reasonOf(message))
        return false
      }
    },
    async onSubscribe({ extra, subscriptions }, id, payload) {
      const { active } = extra
      if (active.has(id)) {
        // Completed and asked for again before it has ended: graphql-ws would lose one of the two.
        extra.socket.close(CloseCode.SubscriberAlreadyExists, reasonOf(`Subscriber for ${id} already exists`))
        return [callerError('BAD_REQUEST', 'expected an id of its own for every operation')]
      }
      active.add(id)
      const refused = (errors: readonly GraphQLError[]) => {
        active.delete(id)
        return errors
      }
      try {
        if (extra.session === null) throw callerError('UNAUTHENTICATED', 'expected connection_init first')
        // Those that are about to end no longer count, but must not pile up.
        const wanted = Object.keys(subscriptions).length
        if (wanted > limits.maxOperations || active.size > 2 * limits.maxOperations) {
          const expected = `at most ${limits.maxOperations} operations at once on one socket`
          throw callerError('BAD_REQUEST', `expected ${expected}, got one more`)
        }
        const operationName = payload.operationName ?? undefined
        const { document, operation } = resolveOperation(payload.query, operationName, parse)
        const outcome = await operate(
          {
            query: payload.query,
            document,
            type: operation.operation,
            operationName,
            variables: payload.variables ?? {},
            extensions: payload.extensions ?? {},
          },
          extra.session.of,
        )
        if (isErrors(outcome)) return refused(outcome)
        // graphql-ws executes nothing here: `operate` has begun it.
        return { schema: noSchema, document, operationName, contextValue: new Begun(outcome) }
      } catch (error) {
        return refused([maskThrown(error, logger)])
      }
    },
    onComplete({ extra }, id) {
      // Not before graphql-ws has forgotten it too.
      setImmediate(() => extra.active.delete(id))
    },
    execute: answersOf,
    subscribe: answersOf,
    onError({ extra }, _id, _payload, errors) {
      if (errors.some(({ extensions }) => extensions?.['code'] === 'SLOW_CONSUMER')) {
        extra.socket.close(closeCodes.slowConsumer.code, closeCodes.slowConsumer.reason)
      }
    },
  })

  function serve(socket: WebSocket, request: IncomingMessage): void {
    let isHeard = true
    const heard = () => {
      isHeard = true
    }
    const keepAlive = setInterval(() => {
      if (!isHeard) return socket.terminate()
      isHeard = false
      socket.ping()
    }, limits.keepAliveMs)
    socket.on('pong', heard)
    // A frame that is too large or malformed; ws closes the socket by itself.
    socket.on('error', (error) => logger.debug({ event: 'socket_error', err: error }, 'a socket failed'))

    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: createSocketSender(socket, limits),
        close: (code, reason) => socket.close(code, reasonOf(reason ?? '')),
        onMessage(take) {
          socket.on('message', (data: Buffer) => {
            heard()
            take(data.toString('utf8')).catch((error: unknown) => {
              // Nobody is there to be told.
              if (socket.readyState !== socket.OPEN) return
              const errorId = randomUUID()
              logger.error({ event: 'internal_error', errorId, err: error }, 'internal error')
              socket.close(CloseCode.InternalServerError, `internal error ${errorId}`)
            })
          })
        },
      },
      { request, socket, session: null, active: new Set() },
    )
    socket.once('close', (code, reason) => {
      clearInterval(keepAlive)
      closed(code, reason.toString('utf8')).catch((error: unknown) => {
        logger.error({ event: 'internal_error', err: error }, 'a subscription could not be closed')
      })
    })
  }

  const settings = {
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols: Set<string>) => handleProtocols(protocols),
    closeTimeout: limits.closeMs,
  }
  const sockets = new WebSocketServer(settings)

  return {
    upgrade(request, socket, head) {
      if (isStopping) return refuseUpgrade(socket, '503 Service Unavailable')
      sockets.handleUpgrade(request, socket, head, serve)
    },
    async stop() {
      isStopping = true
      const gone = Promise.all(
        [...sockets.clients].map(
          (socket) =>
            new Promise<void>((resolve) => {
              socket.once('close', () => resolve())
              socket.close(closeCodes.draining.code, closeCodes.draining.reason)
            }),
        ),
      )
      const cutOff = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, limits.closeMs)
      await gone
      clearTimeout(cutOff)
      sockets.close()
    },
  }
}

/** At most the 123 bytes that a close frame has room for. */
function reasonOf(text: string): string {
  return Buffer.from(text).subarray(0, 120).toString('utf8')
}

function isErrors(outcome: SocketOutcome): outcome is readonly GraphQLError[] {
  return Array.isArray(outcome)
}
