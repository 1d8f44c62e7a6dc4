import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { backOffMs, type Pause } from '../../platform/async/backOff.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { isDatabaseUnavailable } from '../../platform/mongo/mongoErrors.ts'
import { within } from '../../platform/async/within.ts'
import { type CircuitBreaker, CircuitOpenError, createCircuitBreaker } from '../circuitBreaker.ts'
import { loggableError } from '../loggableError.ts'
import type { StoredDelivery, WaitingDelivery } from '../webhookInbox.ts'
import type { WebhookInbox } from '../webhookInboxStore.ts'
import { type Attempt, createWorkQueue } from '../workQueue.ts'
import type { ChatwootObject } from './state/chatwootObject.ts'
import { GraphFailure, GraphRefusal } from './send/graphMutations.ts'
import type { GuardedMutations } from './send/guardedMutations.ts'
import { parseBody } from './receive/parseBody.ts'
import type { ChatwootSettings } from './read/chatwootSettings.ts'
import { readDelivery } from './read/readDelivery.ts'
import type { ApplyObservations } from './send/applyObservations.ts'

/** A delivery that was just received and read. */
export type ReadDelivery = WaitingDelivery & Reading & { body: string }

/** What a delivery says, and when it arrived. */
type Reading = { objects: readonly ChatwootObject[]; receivedAt: Date }

export type DeliveryProcessor = {
  /** Whether this process can take one more delivery; otherwise it stays in the inbox for any process. */
  hasCapacity(): boolean
  /** Process a delivery that is in the inbox and claimed. */
  accept(delivery: ReadDelivery): void
  /** A write to the inbox was not acknowledged: it may hold claims of this process that are not in the queue. */
  mayHaveClaimed(): void
  /** Take deliveries that no process with a lease has claimed, now and from now on. */
  start(): Promise<void>
  /** Resolves when every delivery that has arrived is processed or in quarantine. */
  settled(): Promise<void>
  /** Finish running attempts within five seconds, and leave the rest to other processes. */
  stop(): Promise<void>
}

/** The state of a delivery between its attempts. */
type Work = {
  id: string
  /** Failed attempts. */
  attempts: number
  /** Failed attempts that were not outages. */
  failures: number
  /** The failure that was logged last; the same failure is not logged again. */
  logged: string | null
  /** Why it must go into quarantine; null while it need not. */
  quarantineReason: string | null
  /** The circuit that blocked it last, and the outcome of that attempt. */
  blocked: { by: CircuitBreaker; outcome: Attempt } | null
}

/** The size of the queue. Further deliveries stay in the database until the queue has capacity. */
const maxQueued = 10_000
/** The bound of the readings kept in memory, in characters of the bodies. Others are read from the database. */
const maxReadCharacters = 32_000_000
/** How many deliveries are taken from the database in one batch. */
const batchSize = 2_000
const sweepMs = 5_000
const patienceMs = 5_000
/** An unavailable database must not delay the end of the process. */
const releaseMs = 2_000

/**
 * Turns deliveries from the inbox into mutations. A delivery is attempted until it is processed or in quarantine. It is
 * quarantined when the graph refuses it or when it has failed `maximumAttempts` times. An outage of a subgraph or of the
 * database does not count as a failure: the delivery waits, with the rest of its group, for the circuit breaker of that
 * target. Only an outage of feedback, which no other mutation depends on, does not stop its group.
 */
export function createDeliveryProcessor({
  inbox,
  apply,
  mutations,
  settings,
  logger,
  concurrency,
  maximumAttempts,
  pause,
}: {
  inbox: WebhookInbox
  apply: ApplyObservations
  mutations: GuardedMutations
  settings: ChatwootSettings
  logger: Logger
  concurrency: number
  maximumAttempts: number
  pause?: Pause | undefined
}): DeliveryProcessor {
  const database = createCircuitBreaker({ name: 'the database', isOutage: isDatabaseOutage, logger, pause })
  const readings = new LRUCache<string, Reading>({ maxSize: maxReadCharacters })
  const queue = createWorkQueue({
    concurrency,
    onRejection: (error) =>
      logger.error(
        { event: 'delivery_attempt_rejected', errorId: randomUUID(), err: error },
        'an attempt to process a delivery ended with a bug in Elo',
      ),
  })
  let sweeping: NodeJS.Timeout | null = null
  let hasUnknownClaims = false
  let isStopped = false

  /** The objects of a stored delivery, or why it is not understood. */
  function read(delivery: StoredDelivery): { objects: readonly ChatwootObject[] } | { reason: string } {
    const parsed = parseBody(Buffer.from(delivery.body))
    if (!parsed.isJson) return { reason: delivery.reason ?? parsed.reason }
    const { sentAt, receivedAt } = delivery
    const reading = readDelivery(parsed.body, { sentAt, receivedAt, settings })
    if (reading.outcome === 'not understood') return { reason: reading.reason }
    return { objects: reading.outcome === 'understood' ? reading.objects : [] }
  }

  async function quarantine({ id, attempts }: Work, reason: string): Promise<void> {
    if (!(await inbox.quarantine(id, reason, attempts))) return
    logger.warn({ event: 'delivery_quarantined', deliveryId: id }, 'a delivery is in quarantine')
  }

  /** What a delivery says; null when it is no longer to be processed, or is not understood. */
  async function load(work: Work): Promise<Reading | null> {
    const received = readings.get(work.id)
    if (received) return received
    const delivery = await inbox.find(work.id)
    if (!delivery) return null
    const found = read(delivery)
    if ('objects' in found) return { objects: found.objects, receivedAt: delivery.receivedAt }
    work.quarantineReason = found.reason
    return null
  }

  async function process(work: Work): Promise<void> {
    const reading = work.quarantineReason === null ? await load(work) : null
    if (work.quarantineReason !== null) await quarantine(work, work.quarantineReason)
    if (!reading) return
    const outcome = await apply(reading.objects, reading.receivedAt)
    await inbox.settle(work.id, work.attempts, { isErased: outcome === 'ERASED' })
  }

  /** Log a failure of a delivery, unless its last failure was the same. */
  function logFailure(work: Work, error: unknown): void {
    const details = loggableError(error)
    const state = `${work.quarantineReason !== null} ${String(error)}`
    if (work.logged === state) return
    work.logged = state
    const failure = { deliveryId: work.id, attempts: work.attempts, ...details }
    if (work.quarantineReason !== null) {
      logger.error(
        { event: 'delivery_quarantine_failed', errorId: randomUUID(), ...failure },
        'a delivery that cannot be processed could not be put into quarantine; trying again',
      )
    } else if (error instanceof GraphFailure) {
      logger.warn({ event: 'delivery_failed', ...failure }, 'a delivery could not be processed; trying again')
    } else {
      logger.error(
        { event: 'delivery_failed', errorId: randomUUID(), ...failure },
        'a delivery could not be processed; trying again',
      )
    }
  }

  function blocked(work: Work, circuit: CircuitBreaker, holdsGroup: boolean): Attempt {
    const outcome = { available: () => circuit.available(), holdsGroup }
    work.blocked = { by: circuit, outcome }
    return outcome
  }

  /** The outcome of an attempt that rejected with this error. */
  function afterFailure(work: Work, error: unknown): Attempt {
    if (error instanceof CircuitOpenError) return blocked(work, database, true)
    if (error instanceof GraphRefusal) {
      work.quarantineReason = error.message
      return { retryAfterMs: 0 }
    }
    const circuit =
      error instanceof GraphFailure && error.isOutage
        ? mutations.circuitOf(error.mutation)
        : isDatabaseOutage(error)
          ? database
          : null
    if (circuit?.isBlocking()) {
      const isFeedback = error instanceof GraphFailure && error.mutation === 'recordFeedback'
      return blocked(work, circuit, !isFeedback)
    }
    work.attempts += 1
    if (!circuit) work.failures += 1
    logFailure(work, error)
    if (work.failures >= maximumAttempts)
      work.quarantineReason ??= error instanceof Error ? error.message : String(error)
    return { retryAfterMs: backOffMs(work.attempts, { maxMs: 5_000 }) }
  }

  async function attempt(work: Work): Promise<Attempt> {
    // Otherwise the attempt would read the database only to be blocked again.
    if (work.blocked?.by.isBlocking()) return work.blocked.outcome
    try {
      await database.run(() => process(work))
      readings.delete(work.id)
      return null
    } catch (error) {
      return afterFailure(work, error)
    }
  }

  function enqueue({ id, group }: WaitingDelivery): void {
    const work: Work = {
      id,
      attempts: 0,
      failures: 0,
      logged: null,
      quarantineReason: null,
      blocked: null,
    }
    queue.add(id, group ?? id, () => attempt(work))
  }

  /** Take as many deliveries from the inbox as the queue has capacity for. Gives how many. */
  async function takeBacklog(): Promise<number> {
    const capacity = Math.min(batchSize, maxQueued - queue.size())
    if (capacity <= 0 || isStopped) return 0
    if (hasUnknownClaims) {
      hasUnknownClaims = false
      try {
        for (const delivery of await inbox.listClaimed(maxQueued)) enqueue(delivery)
      } catch (error) {
        hasUnknownClaims = true
        throw error
      }
    }
    try {
      const deliveries = await inbox.take(capacity)
      deliveries.forEach(enqueue)
      return deliveries.length
    } catch (error) {
      hasUnknownClaims = true
      throw error
    }
  }

  let isSweepFailing = false

  /** Renew the claims and take the backlog. Never rejects; logs the first failure and the recovery. */
  async function sweep(): Promise<void> {
    try {
      await inbox.renewClaims()
      await takeBacklog()
      if (isSweepFailing) logger.info({ event: 'inbox_available' }, 'the inbox can be read again')
      isSweepFailing = false
    } catch (error) {
      if (isSweepFailing || isStopped) return
      isSweepFailing = true
      logger.warn({ event: 'inbox_unavailable', ...loggableError(error) }, 'the inbox cannot be read')
    }
  }

  return {
    hasCapacity: () => queue.size() < maxQueued && !isStopped,
    accept({ id, group, body, objects, receivedAt }) {
      readings.set(id, { objects, receivedAt }, { size: Math.max(1, body.length) })
      enqueue({ id, group })
    },
    mayHaveClaimed() {
      hasUnknownClaims = true
    },
    async start() {
      sweeping ??= setInterval(() => void sweep(), sweepMs).unref()
      await sweep()
    },
    async settled() {
      for (;;) {
        await queue.idle()
        if (isStopped || (await inbox.count('received')) === 0) return
        const taken = await takeBacklog()
        if (taken === 0 && queue.size() === 0) await delay(20)
      }
    },
    async stop() {
      isStopped = true
      if (sweeping) clearInterval(sweeping)
      const stopped = queue.stop(patienceMs)
      database.stop()
      mutations.stop()
      await stopped
      const released = within(inbox.releaseClaims(), releaseMs, `not released within ${releaseMs} ms`)
      await released.catch((error: unknown) => {
        logger.warn(
          { event: 'claims_not_released', ...loggableError(error) },
          'other processes take over the unprocessed deliveries when the lease of this process expires',
        )
      })
    },
  }
}

function isDatabaseOutage(error: unknown): boolean {
  return !(error instanceof GraphFailure) && isDatabaseUnavailable(error)
}
