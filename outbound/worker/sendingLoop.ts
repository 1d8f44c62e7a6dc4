import { createBackOff } from '../../platform/async/backOff.ts'
import { createConcurrencyLimit } from '../../platform/async/concurrencyLimit.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { Lease } from '../lease/createLease.ts'
import type { AttemptOutcome, ClaimedDelivery, ClaimStore } from '../queue/claimStore.ts'
import type { DeliveryQueue, QueuedDelivery } from '../queue/deliveryQueue.ts'
import type { Attempted, Sender } from '../send/createSender.ts'
import { nextAttemptAt } from '../send/nextAttemptAt.ts'
import type { OutboundTimings } from '../timings.ts'
import type { SigningSecret, Webhook } from '../webhook.ts'
import type { ReceiverHealth } from './receiverHealth.ts'
import type { Signal } from '../../platform/async/signal.ts'

/** The attempt ends by its time-out; a moment more for timers that are late. */
const marginMs = 500

/**
 * Sends the deliveries of a webhook from its queue until the signal aborts; resolves when none is in flight any more. A
 * delivery is claimed before it is sent, and its outcome stored after it. Nothing is sent unless the lease is valid for
 * the whole time of an attempt, so that no other process sends at the same time.
 */
export async function runSending({
  webhook,
  secrets,
  queue,
  claims,
  lease,
  sender,
  health,
  wake,
  onOutcome,
  timings,
  signal,
  clock,
  logger,
}: {
  webhook: Webhook
  secrets: readonly SigningSecret[]
  queue: DeliveryQueue
  claims: ClaimStore
  lease: Lease
  sender: Sender
  health: ReceiverHealth
  /** Raised when the queue has changed. */
  wake: Signal
  /** Called after each attempt. */
  onOutcome: (attempt: Attempted) => void
  timings: OutboundTimings
  signal: AbortSignal
  clock: Clock
  logger: Logger
}): Promise<void> {
  const { perWebhook, renewMs } = timings
  const inTurn = createConcurrencyLimit(perWebhook)
  const running = new Set<Promise<void>>()
  const nowMs = () => clock().getTime()
  const maySend = () =>
    !signal.aborted && lease.isValidFor(timings.timeoutMs + marginMs) && nowMs() >= health.pausedUntil()

  function outcomeOf({ attemptCount, firstAttemptAt }: ClaimedDelivery, attempt: Attempted): AttemptOutcome {
    if (attempt.error === null) return { state: 'DELIVERED' }
    const next = nextAttemptAt(
      {
        failures: attemptCount + 1,
        firstAttemptAt: firstAttemptAt ?? attempt.at,
        failedAt: new Date(attempt.at.getTime() + attempt.durationMs),
        retryAfterMs: attempt.retryAfterMs,
      },
      timings,
    )
    // A receiver that is gone disables the webhook. What waits is delivered when a caller enables it again.
    return next ? { state: 'WAITING', nextAttemptAt: next } : { state: 'DEAD', deadReason: 'EXPIRED' }
  }

  /** Store an outcome, again and again while the database cannot be reached and the lease may still be ours. */
  async function finish(delivery: ClaimedDelivery, attempt: Attempted, outcome: AttemptOutcome) {
    const { at, status, durationMs, error } = attempt
    const backOff = createBackOff()
    for (;;) {
      try {
        return await claims.finish(delivery, { at, status, durationMs, error }, outcome)
      } catch (cause) {
        if (!lease.isValidFor(0)) throw cause
        await backOff.pause(new AbortController().signal)
      }
    }
  }

  async function deliver(delivery: ClaimedDelivery, queued: QueuedDelivery): Promise<void> {
    const { id: deliveryId, eventId, body } = delivery
    const now = clock()
    const signing = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    const outgoing = { webhook, eventId, deliveryId, body, secrets: signing.map(({ secret }) => secret) }
    const attempt = await sender.send(outgoing, maySend)
    if (!attempt) {
      await claims.unclaim([deliveryId])
      queue.hold(queued, Math.max(health.pausedUntil(), nowMs() + (signal.aborted ? 0 : 100)))
      return
    }
    const outcome = outcomeOf(delivery, attempt)
    health.note(attempt)
    const isStored = await finish(delivery, attempt, outcome)
    if (isStored && outcome.state === 'WAITING') queue.hold(queued, outcome.nextAttemptAt.getTime())
    else queue.settle(queued)
    onOutcome(attempt)
  }

  function start(delivery: ClaimedDelivery, queued: QueuedDelivery): void {
    const work = inTurn(() => deliver(delivery, queued)).catch((error: unknown) => {
      logger.error(
        { event: 'delivery_not_stored', webhook: webhook.id, delivery: delivery.id, err: error },
        'the outcome of an attempt could not be stored; the delivery is sent again',
      )
      queue.hold(queued, nowMs() + renewMs)
    })
    running.add(work)
    void work.then(() => {
      running.delete(work)
      wake.raise()
    })
  }

  async function claim(taken: readonly QueuedDelivery[]): Promise<void> {
    try {
      const claimed = await claims.claim(taken.map(({ id }) => id))
      const byId = new Map(claimed.map((delivery) => [delivery.id, delivery]))
      for (const queued of taken) {
        const delivery = byId.get(queued.id)
        if (delivery) start(delivery, queued)
        else queue.settle(queued)
      }
    } catch (error) {
      logger.warn({ event: 'claim_failed', webhook: webhook.id, err: error }, 'trying again')
      for (const queued of taken) queue.hold(queued, nowMs() + renewMs)
    }
  }

  function takeDue(): QueuedDelivery[] {
    if (!maySend()) return []
    if (health.isDoubtful()) return running.size === 0 ? queue.take(nowMs(), 1) : []
    // Claims are made for several at once: twice as many as are sent, when half of them are done.
    const free = 2 * perWebhook - running.size
    return free >= perWebhook / 2 ? queue.take(nowMs(), free) : []
  }

  function pauseMs(): number {
    const dueAt = queue.nextDueAt()
    if (dueAt === null) return renewMs
    const pause = Math.max(dueAt, health.pausedUntil()) - nowMs()
    // When something is due and nothing may be sent, an attempt that ends or a renewal raises the signal.
    return pause <= 0 ? renewMs : Math.min(pause, renewMs)
  }

  while (!signal.aborted) {
    const taken = takeDue()
    if (taken.length > 0) await claim(taken)
    else await wake.wait(pauseMs())
  }
  await Promise.all(running)
}
