import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import type { GraphQLError } from 'graphql'
import { type ExecutionResult } from 'graphql'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type ClosableIterator, createClosableIterator } from '../platform/closableIterator.ts'
import { callerError, unavailable } from '../platform/errors.ts'
import type { SubscriptionEvent } from '../platform/localSubscription.ts'
import type { Logger } from '../platform/logger.ts'
import { encodePrincipal, type Principal, principalHeader } from '../platform/principal.ts'
import { createRequestScope } from '../platform/requestScope.ts'
import { toGraphQLError } from '../platform/toGraphQLError.ts'
import { createEventQueue, type EventQueue } from './eventQueue.ts'
import type { GatewayLimits } from './limits.ts'
import { resumableOperation, type ResumableOperation } from './resumableOperation.ts'
import type { PrimaryOperation } from './primaryOperation.ts'

/** Why a subscription at a subgraph server ended. */
type UpstreamEnd =
  | { kind: 'complete' }
  /** The subgraph said no; trying again would say the same. */
  | { kind: 'refused'; error: GraphQLError }
  /** The subgraph, or the way to it, is gone. */
  | { kind: 'lost' }
  /** We, or the subgraph's own queue, did not read fast enough; the events are still in the log. */
  | { kind: 'overflowed' }

type Result = ExecutionResult<Record<string, unknown>>
type Upstream = EventQueue<Result, UpstreamEnd> & { close(): void }

const connectMs = 5_000
const keepAliveMs = 12_000
const firstPauseMs = 50
/** An upstream that lasted this long was not one that could not be opened. */
const establishedMs = 5_000

const refusalSchema = z.array(
  z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }),
)

class UpstreamSocket extends WebSocket {
  constructor(url: string, protocols: string) {
    super(url, protocols, { handshakeTimeout: connectMs, perMessageDeflate: false })
  }
}

/**
 * Subscriptions at a subgraph server, all over one socket that is opened when it is needed. A subscription whose root
 * field takes `after` and whose events have a `cursor` goes on from its last event when the socket is lost or its
 * reader is slow, without a gap or a repeat; another one ends with UNAVAILABLE or SLOW_CONSUMER. One that never
 * delivered anything ends with UNAVAILABLE at once.
 */
export function createRemoteSubscriptions({
  name,
  url,
  limits,
  logger,
}: {
  name: string
  url: string
  limits: GatewayLimits
  logger: Logger
}): {
  subscribe(
    primary: PrimaryOperation,
    request: { variables: Record<string, unknown>; principal: Principal },
  ): ClosableIterator<SubscriptionEvent>
  stop(): Promise<void>
} {
  const resumables = new WeakMap<PrimaryOperation, { of: ResumableOperation | null }>()
  let awaitedPong: NodeJS.Timeout | undefined
  const client = createClient({
    url: url.replace(/^http/u, 'ws'),
    webSocketImpl: UpstreamSocket,
    lazyCloseTimeout: 1_000,
    connectionAckWaitTimeout: connectMs,
    keepAlive: keepAliveMs,
    // graphql-ws would begin again where the subscription began; we go on where it was.
    retryAttempts: 0,
    on: {
      ping(isReceived) {
        if (isReceived) return
        clearTimeout(awaitedPong)
        awaitedPong = setTimeout(() => client.terminate(), connectMs)
      },
      pong(isReceived) {
        if (isReceived) clearTimeout(awaitedPong)
      },
      closed: () => clearTimeout(awaitedPong),
    },
  })

  function open(query: string, variables: Record<string, unknown>, principal: Principal): Upstream {
    const queue = createEventQueue<Result, UpstreamEnd>(limits.maxQueuedEvents)
    const close = client.subscribe<Record<string, unknown>>(
      { query, variables, extensions: { [principalHeader]: encodePrincipal(principal) } },
      {
        next({ data, errors }) {
          const result = {
            ...(data !== undefined && { data }),
            ...(errors && { errors: errors.map((error) => toGraphQLError(error)) }),
          }
          if (queue.push(result)) return
          queue.end({ kind: 'overflowed' })
          close()
        },
        error: (error) => queue.end(endOf(error)),
        complete: () => queue.end({ kind: 'complete' }),
      },
    )
    return { ...queue, close }
  }

  function resumableOf(primary: PrimaryOperation): ResumableOperation | null {
    const known = resumables.get(primary)
    if (known) return known.of
    const resumable = resumableOperation(primary)
    resumables.set(primary, { of: resumable })
    return resumable
  }

  return {
    subscribe(primary, { variables, principal }) {
      const resumable = resumableOf(primary)
      const left = new AbortController()
      let upstream = open(resumable?.query ?? primary.query, variables, principal)
      let openedAt = Date.now()
      let cursor: string | null = null
      let mayRepeat = false
      let failures = 0

      /** Open the upstream again after the last event, or throw why that cannot be. */
      async function resume(end: { kind: 'lost' | 'overflowed' }): Promise<void> {
        const isLost = end.kind === 'lost'
        if (!resumable || cursor === null) throw isLost ? unavailable(name) : tooSlow()
        if (isLost) {
          if (Date.now() - openedAt > establishedMs) failures = 0
          failures += 1
          if (failures > limits.maxResumes) throw unavailable(name)
          const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), limits.maxResumePauseMs)
          await pause(pauseMs, undefined, { signal: left.signal })
        }
        logger.info({ event: 'subscription_resumed', subgraph: name, reason: end.kind }, 'resuming')
        openedAt = Date.now()
        mayRepeat = true
        upstream = open(resumable.resumedQuery, resumable.resumedVariables(variables, cursor), principal)
      }

      return createClosableIterator({
        async pull() {
          for (;;) {
            const taken = await upstream.take()
            if (taken.kind === 'event') {
              failures = 0
              const eventCursor = resumable?.cursorOf(taken.event.data) ?? null
              // A resumed stream says first where it stands: where we know it to be.
              const isRepeat = mayRepeat && eventCursor !== null && eventCursor === cursor
              mayRepeat = false
              if (isRepeat) continue
              cursor = eventCursor ?? cursor
              return { done: false, value: { result: taken.event, scope: createRequestScope() } }
            }
            switch (taken.end.kind) {
              case 'complete':
                return { done: true, value: undefined }
              case 'refused':
                throw taken.end.error
              case 'lost':
              case 'overflowed':
                await resume(taken.end)
            }
          }
        },
        async close() {
          left.abort()
          upstream.close()
        },
      })
    },
    async stop() {
      clearTimeout(awaitedPong)
      client.terminate()
      await client.dispose()
    },
  }
}

function endOf(error: unknown): UpstreamEnd {
  const refusal = refusalSchema.safeParse(error)
  const [first] = refusal.success ? refusal.data : []
  if (!first) return { kind: 'lost' }
  if (first.extensions?.['code'] === 'SLOW_CONSUMER') return { kind: 'overflowed' }
  if (first.extensions?.['retryable'] === true) return { kind: 'lost' }
  return { kind: 'refused', error: toGraphQLError(first) }
}

function tooSlow(): GraphQLError {
  return callerError(
    'SLOW_CONSUMER',
    'events came faster than they were read; resume from your last cursor',
    {
      retryable: true,
    },
  )
}
