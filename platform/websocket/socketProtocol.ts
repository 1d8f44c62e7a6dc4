import { randomUUID } from 'node:crypto'
import type { ExecutionResult, GraphQLError } from 'graphql'
import { CloseCode, MessageType, type SubscribeMessage } from 'graphql-ws'
import { callerError, tooSlow } from '../errors/errors.ts'
import { withCursor } from '../errors/withCursor.ts'
import { createConcurrencyLimit } from '../async/concurrencyLimit.ts'
import { sendEach } from '../async/sendEach.ts'
import type { Logger } from '../process/log/logger.ts'
import { maskThrown } from '../errors/maskThrown.ts'
import { sentResult } from '../graph/sentResult.ts'
import type { SocketLimits } from './socketLimits.ts'
import { documentIdOf, readMessage } from './socketMessage.ts'
import { createSocketSession, type SessionExpiry } from './socketSession.ts'
import { type OnSent, SocketClosedError, type SocketSender } from './socketSender.ts'

/** An operation as a client sent it over a socket; not parsed. */
export type SocketRequest = {
  query: string
  /** The id of an operation that the server knows; then `query` is empty. */
  documentId: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  extensions: Record<string, unknown>
}

/** Whether a client still waits for the result of an operation. */
export type Cancellation = {
  /** Whether the client has completed the operation, or disconnected. */
  isCancelled(): boolean
  /** Aborts then. It is created when it is read. */
  readonly signal: AbortSignal
}

/** The outcome of an operation. Its errors are masked already. */
export type SocketOutcome =
  /** Nothing was executed: the client gets an `error` message. */
  | { kind: 'refused'; errors: readonly GraphQLError[] }
  | { kind: 'result'; result: ExecutionResult }
  /**
   * Read one after the other, as fast as the client reads; `return` is called when the client completes or disconnects.
   */
  | { kind: 'stream'; results: AsyncIterableIterator<ExecutionResult> }

/**
 * An operation in progress; `results` is set once it is a stream, `left` once its cancellation is waited for. `cursor` is
 * that of the last result that was sent.
 */
type Operation = {
  id: string
  /** A `next` message up to its payload. */
  nextHead: string
  results: AsyncIterator<ExecutionResult> | null
  left: AbortController | null
  cursor: string | null
  /** Whether `active` holds it. */
  isActive: boolean
}

/**
 * The server's side of the protocol graphql-transport-ws on one socket; PROTOCOL.md of graphql-ws is the contract.
 * graphql-ws validates the messages, but its `makeServer` (6.4.2) is not used. It identifies an operation by its id
 * only: when a client completes an operation and uses the id again before the first one has ended, results of the first
 * are sent under the id of the second, and the end of the first removes the second. It also treats a client's message
 * of a server type as an internal error, and parses documents that `operate` parses again.
 *
 * Here `active` holds the current operation of each id. An operation sends only while `active` holds it, so a
 * `complete` of the client frees the id at once, however long the operation takes to end. `unsettled` holds all
 * operations that have not ended; its bound keeps completed operations from piling up. `atOnce` lets a few of them be
 * executed, each until its result has been sent, so that results that a client does not read cannot pile up either.
 */
export function createSocketProtocol<Session>({
  connect,
  expiry,
  operate,
  sender: { send, sendNow, sendThen, closeAsSlow },
  close,
  limits,
  logger,
}: {
  /** Authenticate. Rejects to refuse; `createSocketSession` says with which code the socket is closed. */
  connect: (params: Record<string, unknown>) => Promise<Session>
  /** Default: a session lasts as long as its socket. */
  expiry?: SessionExpiry<Session, Record<string, unknown>> | undefined
  operate: (request: SocketRequest, session: Session, cancellation: Cancellation) => Promise<SocketOutcome>
  sender: SocketSender
  close: (code: number, reason: string) => void
  limits: Pick<SocketLimits, 'initMs' | 'maxOperations' | 'maxAtOnce' | 'whenFull'>
  logger: Logger
}): {
  /** Handle one message of the client. */
  receive(text: string): void
  /** An `error` for each operation whose position is known, with the cursor from which it is to be resumed. */
  positions(): string[]
  /** Call it when the socket is closed: ends every operation. */
  end(): void
} {
  let isInitialised = false
  const session = createSocketSession({ connect, expiry, close, logger })
  const active = new Map<string, Operation>()
  const unsettled = new Set<Operation>()
  const atOnce = createConcurrencyLimit(limits.maxAtOnce)
  const initTimer = setTimeout(
    () => close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
    limits.initMs,
  )

  const write = (message: object) => send(JSON.stringify(message))

  function deactivate(operation: Operation): void {
    if (!operation.isActive) return
    operation.isActive = false
    active.delete(operation.id)
  }

  async function initialise(params: Record<string, unknown>): Promise<void> {
    if (await session.open(params)) await write({ type: MessageType.ConnectionAck })
  }

  /** A ping whose payload has `authorization` renews the session. Its pong confirms that, and does not repeat it. */
  async function pong(payload: Record<string, unknown> | undefined): Promise<void> {
    const renews = expiry !== undefined && payload !== undefined && 'authorization' in payload
    if (renews && !(await session.renew(payload))) return
    // A peer that waits for it must not take us for dead because results wait.
    await sendNow(JSON.stringify({ type: MessageType.Pong, ...(payload && !renews && { payload }) }))
  }

  async function subscribe({ id, payload }: SubscribeMessage): Promise<void> {
    const caller = session.current()
    if (caller === null) return close(CloseCode.Unauthorized, 'Unauthorized')
    if (active.has(id)) {
      return close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    }
    const { maxOperations } = limits
    if (active.size >= maxOperations || unsettled.size >= 2 * maxOperations) {
      const message = `expected at most ${maxOperations} operations at once on one socket, got one more`
      return write({ id, type: MessageType.Error, payload: [callerError('BAD_REQUEST', message)] })
    }
    const nextHead = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`
    const operation: Operation = { id, nextHead, results: null, left: null, cursor: null, isActive: true }
    active.set(id, operation)
    unsettled.add(operation)
    const cancellation: Cancellation = {
      isCancelled: () => !operation.isActive,
      get signal() {
        operation.left ??= new AbortController()
        if (!operation.isActive) operation.left.abort()
        return operation.left.signal
      },
    }
    try {
      const request = {
        query: payload.query,
        documentId: documentIdOf(payload),
        operationName: payload.operationName ?? undefined,
        variables: payload.variables ?? {},
        extensions: payload.extensions ?? {},
      }
      const stream = await atOnce(async () => {
        if (!operation.isActive) return null
        const outcome = await operate(request, caller.of, cancellation)
        if (outcome.kind === 'stream') return outcome.results
        await answer(operation, outcome)
        return null
      })
      if (stream) {
        await follow(operation, stream)
        await complete(operation)
      }
    } catch (error) {
      if (error instanceof SocketClosedError) return
      await refuse(operation, [maskThrown(error, logger)])
    } finally {
      unsettled.delete(operation)
      deactivate(operation)
    }
  }

  async function answer(
    operation: Operation,
    outcome: Exclude<SocketOutcome, { kind: 'stream' }>,
  ): Promise<void> {
    if (outcome.kind === 'refused') return refuse(operation, outcome.errors)
    await next(operation, outcome.result)
    await complete(operation)
  }

  async function complete(operation: Operation): Promise<void> {
    if (!operation.isActive) return
    deactivate(operation)
    await write({ id: operation.id, type: MessageType.Complete })
  }

  async function follow(
    operation: Operation,
    results: AsyncIterableIterator<ExecutionResult>,
  ): Promise<void> {
    if (!operation.isActive) {
      await results.return?.()
      return
    }
    operation.results = results
    const sendResult = (result: ExecutionResult, onSent: OnSent) => nextThen(operation, result, onSent)
    await sendEach(results, sendResult, () => operation.isActive)
  }

  /** Resolves when the result has left the process. */
  async function next(operation: Operation, payload: ExecutionResult): Promise<void> {
    if (!operation.isActive) return
    await new Promise<void>((resolve, reject) => {
      nextThen(operation, payload, (error) => (error ? reject(error) : resolve()))
    })
  }

  function nextThen(operation: Operation, payload: ExecutionResult, onSent: OnSent): void {
    const { text, cursor } = sentResult(payload)
    // The same message for several subscribers differs in its id only.
    sendThen(`${operation.nextHead}${text}}`, onSent)
    // A client that is too slow for this result was closed by now, with the position before it.
    operation.cursor = cursor ?? operation.cursor
  }

  async function refuse(operation: Operation, errors: readonly GraphQLError[]): Promise<void> {
    if (!operation.isActive) return
    const isSlow = errors.some(({ extensions }) => extensions['code'] === 'SLOW_CONSUMER')
    if (isSlow && limits.whenFull === 'close') return closeAsSlow()
    deactivate(operation)
    const { cursor } = operation
    const payload = errors.map((error) => (isRetryable(error) ? withCursor(error, cursor) : error))
    await write({ id: operation.id, type: MessageType.Error, payload })
  }

  async function leave(operation: Operation | undefined): Promise<void> {
    if (!operation) return
    deactivate(operation)
    operation.left?.abort(new Error('the client has left'))
    await operation.results?.return?.()
  }

  /** Run work concurrently. Errors of operations are handled before; what is caught here is an internal error. */
  function begin(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (error instanceof SocketClosedError) return
      const errorId = randomUUID()
      logger.error({ event: 'internal_error', errorId, err: error }, 'internal error')
      close(CloseCode.InternalServerError, `internal error ${errorId}`)
    })
  }

  return {
    receive(text) {
      const message = readMessage(text)
      if ('fault' in message) return close(CloseCode.BadRequest, message.fault)
      switch (message.type) {
        case MessageType.ConnectionInit:
          if (isInitialised) {
            return close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests')
          }
          isInitialised = true
          clearTimeout(initTimer)
          return begin(initialise(message.payload ?? {}))
        case MessageType.Ping:
          return begin(pong(message.payload))
        case MessageType.Pong:
          return
        case MessageType.Subscribe:
          return begin(subscribe(message))
        case MessageType.Complete:
          return begin(leave(active.get(message.id)))
        case MessageType.ConnectionAck:
        case MessageType.Next:
        case MessageType.Error:
          return close(CloseCode.BadRequest, `expected a message of a client, got "${message.type}"`)
      }
    },
    positions() {
      return [...active.values()].flatMap(({ id, cursor }) =>
        cursor === null
          ? []
          : [JSON.stringify({ id, type: MessageType.Error, payload: [withCursor(tooSlow(), cursor)] })],
      )
    },
    end() {
      clearTimeout(initTimer)
      session.end()
      for (const operation of active.values()) begin(leave(operation))
    },
  }
}

function isRetryable({ extensions }: GraphQLError): boolean {
  return extensions['retryable'] === true
}
