import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRepeatedJob } from '../../platform/process/repeatedJob.ts'
import { createLease, type LeaseTime, leaseTime } from '../lease/createLease.ts'
import type { LeasedWebhook, WebhookLeaseStore } from '../lease/webhookLeaseStore.ts'
import type { BuildBody, OpenFeed } from '../outbox/outboundEvent.ts'
import type { OutboxStore } from '../outbox/outboxStore.ts'
import { createClaimStore } from '../queue/claimStore.ts'
import { createDeliveryQueue } from '../queue/deliveryQueue.ts'
import type { Attempted, Sender } from '../send/createSender.ts'
import type { OutboundTimings } from '../timings.ts'
import type { SigningSecret, WebhookStateReason } from '../webhook.ts'
import { refusalCodeOf, runOutbox } from './outboxLoop.ts'
import { createReceiverHealth } from './receiverHealth.ts'
import { runSending } from './sendingLoop.ts'
import { createSignal } from '../../platform/async/signal.ts'

/** What all workers of a process share. */
export type WorkerParts = {
  connection: Connection
  leases: WebhookLeaseStore
  outbox: OutboxStore
  readSecrets: (id: string, at: Date) => Promise<SigningSecret[]>
  sender: Sender
  openFeed: OpenFeed
  buildBody: BuildBody
  timings: OutboundTimings
  clock: Clock
  logger: Logger
}

/** Works on one webhook under a lease. */
export type WebhookWorker = {
  /** Begin nothing more. */
  end(): void
  /**
   * Resolves when nothing of it runs any more and its lease is released. Never rejects. False after a failure: then the
   * next worker must not begin at once.
   */
  ended: Promise<boolean>
}

/**
 * Read the feed of a webhook into its outbox, and send from there, until it ends: `end` is called, the lease is lost, or
 * the webhook is changed, paused, disabled or deleted. After a change the next worker begins with the webhook as it is.
 */
export function startWebhookWorker(
  { webhook, fence, heldUntil }: LeasedWebhook,
  askedAt: LeaseTime,
  parts: WorkerParts,
): WebhookWorker {
  const { connection, leases, sender, timings, clock, logger } = parts
  const { id, failingSince, lastDeliveredAt } = webhook
  const ending = new AbortController()
  const { signal } = ending
  const lease = createLease(timings.leaseMs, askedAt)
  const claims = createClaimStore({ connection, webhookId: id, fence, timings })
  const queue = createDeliveryQueue()
  const health = createReceiverHealth({ failingSince, lastDeliveredAt, heldUntil }, timings)
  const wakeSender = createSignal()
  const wakeOutbox = createSignal()
  /** Whether more wait in the database than in the queue. Then later ones are not added: they would overtake. */
  let hasMore = false

  const noteOfHealth = () => ({ health: health.stored(), changedAt: webhook.changedAt })

  function end(): void {
    ending.abort()
    wakeSender.raise()
    wakeOutbox.raise()
  }

  async function disable(reason: WebhookStateReason): Promise<void> {
    if (await leases.disable(id, fence, reason))
      logger.warn({ event: 'webhook_disabled', webhook: id, reason }, 'a webhook is disabled')
    end()
  }

  const disableOrEnd = (reason: WebhookStateReason) =>
    disable(reason).catch((error: unknown) => {
      logger.warn({ event: 'webhook_not_disabled', webhook: id, reason, err: error }, 'trying again')
      end()
    })

  function onOutcome({ status }: Attempted): void {
    wakeOutbox.raise()
    if (status === 410) void disableOrEnd('GONE')
    else if (health.isFailingForLong(clock())) void disableOrEnd('FAILING')
  }

  async function load(): Promise<void> {
    const waiting = await claims.listWaiting(timings.maxWaiting)
    hasMore = waiting.length === timings.maxWaiting
    for (const delivery of waiting) queue.add(delivery)
    wakeSender.raise()
  }

  async function hasRoom(): Promise<void> {
    while (!signal.aborted) {
      if (hasMore && queue.size() <= timings.maxWaiting / 2) await load()
      if (!hasMore && queue.size() < timings.maxWaiting) return
      await wakeOutbox.wait(timings.renewMs)
    }
  }

  const renewal = createRepeatedJob({
    async run() {
      const at = leaseTime()
      const renewed = await leases.renew(id, fence, noteOfHealth())
      const isSame = renewed?.webhook.changedAt.getTime() === webhook.changedAt.getTime()
      if (renewed) lease.renewed(at)
      else lease.end()
      // While it ends, the lease is kept for what is in flight.
      if (!renewed || !isSame || renewed.webhook.state !== 'ACTIVE') end()
      wakeSender.raise()
    },
    pauseMs: timings.renewMs,
    firstPauseMs: timings.renewMs,
    onFailure(error) {
      logger.warn({ event: 'lease_not_renewed', webhook: id, err: error }, 'trying again')
    },
  })

  async function work(): Promise<void> {
    await claims.takeOver(clock())
    const secrets = await parts.readSecrets(id, clock())
    await load()
    const sending = runSending({
      webhook,
      secrets,
      queue,
      claims,
      lease,
      sender,
      health,
      wake: wakeSender,
      onOutcome,
      timings,
      signal,
      clock,
      logger,
    })
    const { openFeed, buildBody, outbox: store } = parts
    const reading = runOutbox({
      webhook,
      fence,
      openFeed,
      buildBody,
      store,
      hasRoom,
      onStored(deliveries) {
        for (const delivery of deliveries) queue.add(delivery)
        if (deliveries.length > 0) wakeSender.raise()
      },
      signal,
      logger,
    }).catch((error: unknown) =>
      disableOrEnd(refusalCodeOf(error) === 'FORBIDDEN' ? 'OWNER_LOST_ACCESS' : 'FILTER_REFUSED'),
    )
    const [, sent] = await Promise.allSettled([reading.finally(end), sending.finally(end)])
    if (sent.status === 'rejected') throw sent.reason
  }

  async function run(): Promise<boolean> {
    let hasFailed = false
    renewal.start()
    try {
      await work()
    } catch (error) {
      hasFailed = true
      logger.error({ event: 'webhook_worker_failed', webhook: id, err: error }, 'trying again')
    }
    end()
    await renewal.stop()
    lease.end()
    await leases.release(id, fence, noteOfHealth()).catch(() => undefined)
    return !hasFailed
  }

  return { end, ended: run() }
}
