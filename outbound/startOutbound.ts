import { randomUUID } from 'node:crypto'
import { createRepeatedJob } from '../platform/process/repeatedJob.ts'
import { within } from '../platform/async/within.ts'
import { leaseTime } from './lease/createLease.ts'
import { createWebhookLeaseStore } from './lease/webhookLeaseStore.ts'
import { createOutboxStore } from './outbox/outboxStore.ts'
import { startWebhookWorker, type WebhookWorker, type WorkerParts } from './worker/webhookWorker.ts'

/** The delivery of events in this process. */
export type RunningOutbound = {
  /** Look now for webhooks that no process works on, e.g. because one was made. */
  wake(): void
  /** End all attempts: wait for those in flight for a moment, then break them off. Other processes can take over. */
  stop(): Promise<void>
}

/** How long a stop waits for attempts in flight. */
const stopGraceMs = 4_000

/**
 * Deliver events to webhooks. Each webhook is worked on by one process at a time, which has a lease on it; any process
 * takes those that are free.
 */
export function startOutbound({
  holder = randomUUID(),
  ...given
}: Omit<WorkerParts, 'leases' | 'outbox'> & {
  /** Identifies this process in leases. */
  holder?: string
}): RunningOutbound {
  const { connection, timings, clock, logger, sender } = given
  const leases = createWebhookLeaseStore({ connection, holder, leaseMs: timings.leaseMs })
  const parts = { ...given, leases, outbox: createOutboxStore(connection, clock, timings) }
  const workers = new Set<WebhookWorker>()
  let isStopping = false

  async function takeAll(isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      const askedAt = leaseTime()
      const leased = await leases.take()
      if (!leased) return
      const worker = startWebhookWorker(leased, askedAt, parts)
      workers.add(worker)
      void worker.ended.then((canBeginAgain) => {
        workers.delete(worker)
        if (canBeginAgain) wake()
      })
    }
  }

  const looking = createRepeatedJob({ run: takeAll, pauseMs: timings.renewMs, onFailure: logFailure })
  looking.start()

  function logFailure(error: unknown): void {
    logger.warn({ event: 'outbound_failed', err: error }, 'trying again')
  }

  function wake(): void {
    if (!isStopping) looking.runOnce().catch(logFailure)
  }

  return {
    wake,
    async stop() {
      isStopping = true
      await looking.stop()
      const all = [...workers]
      for (const worker of all) worker.end()
      const ended = Promise.all(all.map((worker) => worker.ended))
      await within(ended, stopGraceMs, 'attempts are still in flight').catch(() => undefined)
      await sender.stop()
      await ended
    },
  }
}
