import type { GraphQLError } from 'graphql'
import { type ExecutionResult } from 'graphql'
import { z } from 'zod'
import { type BackOffOptions, createBackOff, type Pause } from '../../platform/async/backOff.ts'
import { createAsyncQueue } from '../../platform/async/asyncQueue.ts'
import { type ClosableIterator, createClosableIterator } from '../../platform/async/closableIterator.ts'
import { tooSlow, unavailable } from '../../platform/errors/errors.ts'
import type { SubscriptionEvent } from '../../platform/graph/localSubscription.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { socketCall } from '../../platform/signing/callSignature.ts'
import { traceHeaders } from '../../platform/tracing/traceparent.ts'
import { createCallSigner } from '../../platform/signing/callSigner.ts'
import { newRequestCall, type RequestCall } from '../../platform/subgraph/audit/requestCall.ts'
import { encodePrincipal, type Principal, principalHeader } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { toGraphQLError } from '../../platform/errors/toGraphQLError.ts'
import type { GatewayLimits } from '../limits/limits.ts'
import { resumableOperation, type ResumableOperation } from './resumableOperation.ts'
import type { PrimaryOperation } from '../planning/primaryOperation.ts'
import { createUpstreamLog } from '../subgraphs/upstreamLog.ts'
import { createUpstreamSockets } from './upstreamSockets.ts'

/** Why a subscription at a subgraph server ended. */
type UpstreamEnd =
  | { kind: 'complete' }
  /** The subgraph refused; a retry would have the same result. */
  | { kind: 'refused'; error: GraphQLError }
  /** The subgraph, or the connection to it, was lost. */
  | { kind: 'lost' }
  /** Our queue or the subgraph's overflowed; the events are still in the log. */
  | { kind: 'overflowed' }

type Result = ExecutionResult<Record<string, unknown>>
type Upstream = {
  /** The next event; the end of the subscription after the last one. */
  take(): Promise<{ kind: 'event'; event: Result } | UpstreamEnd>
  close(): void
}

const maxSubscriptionsOfSocket = 1_000
/** A resumed upstream that lasts this long after its first event is established. */
const establishedMs = 5_000

const refusalSchema = z.array(
  z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }),
)

/**
 * Subscriptions at a subgraph server, over few sockets that are opened when they are needed. When a socket is lost or
 * the reader is slow, a subscription whose root field takes `after` and whose events have a `cursor` continues from its
 * last event, without a gap or a repeat. Any other subscription ends with UNAVAILABLE or SLOW_CONSUMER. One that never
 * delivered anything ends with UNAVAILABLE at once.
 *
 * A lost upstream is opened again after a pause that grows with each loss, at most `maxResumes` times in a row. The
 * count starts again when the new upstream is established: when it has delivered an event after the position that it
 * repeats, or has lasted for some time since its first event.
 */
export function createRemoteSubscriptions({
  name,
  url,
  secrets = [],
  limits,
  logger,
  pause,
  random,
}: {
  name: string
  url: string
  /** The first one signs each upgrade and each operation. */
  secrets?: readonly string[]
  limits: Pick<GatewayLimits, 'maxQueuedEvents' | 'maxResumes' | 'maxResumePauseMs'>
  logger: Logger
  /** Waits before an upstream is opened again. */
  pause?: Pause
  random?: BackOffOptions['random']
}): {
  subscribe(
    primary: PrimaryOperation,
    request: { variables: Record<string, unknown>; principal: Principal; call?: RequestCall },
  ): ClosableIterator<SubscriptionEvent>
  stop(): Promise<void>
} {
  const resumables = new WeakMap<PrimaryOperation, { of: ResumableOperation | null }>()
  const upstreamLog = createUpstreamLog(name, logger)
  const sign = createCallSigner(url, { secrets, subgraph: name })
  const { pathname } = new URL(url)
  const sockets = createUpstreamSockets({
    url,
    sign: () => sign({ method: 'GET', path: pathname, headers: {} }, ''),
    maxSubscriptions: maxSubscriptionsOfSocket,
  })

  function open(query: string, variables: Record<string, unknown>, header: string): Upstream {
    const queue = createAsyncQueue<Result>(limits.maxQueuedEvents)
    let ended: UpstreamEnd | null = null
    const { client, leave } = sockets.take()
    function end(reason: UpstreamEnd): void {
      ended ??= reason
      leave()
      queue.wake()
    }
    const extensions = { [principalHeader]: header }
    const { call, body } = socketCall({ query, operationName: undefined, variables }, extensions)
    const unsubscribe = client.subscribe<Record<string, unknown>>(
      { query, variables, extensions: { ...extensions, ...traceHeaders(), ...sign(call, body) } },
      {
        next({ data, errors }) {
          const result = {
            ...(data !== undefined && { data }),
            ...(errors && { errors: errors.map((error) => toGraphQLError(error)) }),
          }
          if (ended || queue.push(result)) return
          end({ kind: 'overflowed' })
          unsubscribe()
        },
        error: (error) => end(endOf(error)),
        complete: () => end({ kind: 'complete' }),
      },
    )
    return {
      async take() {
        for (;;) {
          const event = queue.take()
          if (event) return { kind: 'event', event }
          if (ended) return ended
          await queue.wait()
        }
      },
      close() {
        leave()
        unsubscribe()
      },
    }
  }

  function resumableOf(primary: PrimaryOperation): ResumableOperation | null {
    const cached = resumables.get(primary)
    if (cached) return cached.of
    const resumable = resumableOperation(primary)
    resumables.set(primary, { of: resumable })
    return resumable
  }

  return {
    subscribe(primary, { variables, principal, call = newRequestCall() }) {
      const header = encodePrincipal(principal, call)
      const resumable = resumableOf(primary)
      const left = new AbortController()
      const backOff = createBackOff({
        maxMs: limits.maxResumePauseMs,
        ...(pause && { pause }),
        ...(random && { random }),
      })
      const log = upstreamLog.follow()
      let upstream = open(resumable?.query ?? primary.query, variables, header)
      let cursor: string | null = null
      let resumedFrom: string | null = null
      let establishing: NodeJS.Timeout | undefined

      function established(): void {
        clearTimeout(establishing)
        resumedFrom = null
        backOff.reset()
        log.established()
      }

      /** Open the upstream again after the last event, or throw the reason why it cannot be. */
      async function resume(end: { kind: 'lost' | 'overflowed' }): Promise<void> {
        const isLost = end.kind === 'lost'
        clearTimeout(establishing)
        if (!resumable || cursor === null) throw isLost ? unavailable(name) : tooSlow()
        if (isLost) {
          log.lost()
          if (backOff.failures() >= limits.maxResumes) throw unavailable(name)
          await backOff.pause(left.signal)
          left.signal.throwIfAborted()
        } else {
          log.overflowed()
        }
        resumedFrom = cursor
        upstream = open(resumable.resumedQuery, resumable.resumedVariables(variables, cursor), header)
      }

      /** Whether an event is new to the caller: a resumed upstream first repeats the position it resumed from. */
      function isNew(eventCursor: string | null): boolean {
        if (resumedFrom === null || eventCursor === null) return true
        if (eventCursor !== resumedFrom) {
          established()
          return true
        }
        clearTimeout(establishing)
        establishing = setTimeout(established, establishedMs).unref()
        return false
      }

      async function pull(): Promise<IteratorResult<SubscriptionEvent, undefined>> {
        for (;;) {
          const taken = await upstream.take()
          if (taken.kind === 'event') {
            const { event } = taken
            const eventCursor = resumable?.cursorOf(event.data) ?? null
            if (!isNew(eventCursor)) continue
            cursor = eventCursor ?? cursor
            const data = resumable && event.data ? { data: resumable.withoutCursor(event.data) } : {}
            return {
              done: false,
              value: { result: { ...event, ...data }, scope: createRequestScope({ call }) },
            }
          }
          switch (taken.kind) {
            case 'complete':
              return { done: true, value: undefined }
            case 'refused':
              throw taken.error
            case 'lost':
            case 'overflowed':
              await resume(taken)
          }
        }
      }

      return createClosableIterator({
        pull,
        async close() {
          clearTimeout(establishing)
          left.abort()
          log.close()
          upstream.close()
        },
      })
    },
    stop: () => sockets.stop(),
  }
}

function endOf(error: unknown): UpstreamEnd {
  const refusal = refusalSchema.safeParse(error)
  const [first] = refusal.success ? refusal.data : []
  if (!first) return { kind: 'lost' }
  if (first.extensions?.['code'] === 'SLOW_CONSUMER') return { kind: 'overflowed' }
  // The subgraph refused our signature, e.g. because it was restarted meanwhile. The caller's own sign-in was checked before.
  if (first.extensions?.['code'] === 'UNAUTHENTICATED') return { kind: 'lost' }
  if (first.extensions?.['retryable'] === true) return { kind: 'lost' }
  return { kind: 'refused', error: toGraphQLError(first) }
}
