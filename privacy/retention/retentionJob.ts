import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRepeatedJob, type RepeatedJob } from '../../platform/process/repeatedJob.ts'
import { whileRenewing } from '../../platform/process/whileRenewing.ts'
import { createRetentionLease, retentionLeaseMs } from './retentionLeaseStore.ts'

/**
 * Looks every minute whether a run is due, and makes it if no other process does. A run gives how much was erased, null
 * when there was none.
 */
export type RetentionJob = RepeatedJob<number | null>

const dayMs = 86_400_000
const lookMs = 60_000

/** Erases what a part keeps no longer, once a day. Every process of the part may have the job; a lease lets one do it. */
export function createRetentionJob({
  connection,
  clock,
  logger,
  part,
  expire,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  /** The part of Elo whose contents it erases. */
  part: string
  /** Must end soon when it is stopped, and can be repeated. */
  expire: (isStopped: () => boolean) => Promise<number>
}): RetentionJob {
  const lease = createRetentionLease(connection, part)

  return createRepeatedJob({
    async run(isStopped) {
      if (!(await lease.take(clock(), dayMs))) return null
      let isDone = false
      try {
        const erased = await whileRenewing(
          () => lease.renew(clock()),
          retentionLeaseMs,
          () => expire(isStopped),
        )
        isDone = !isStopped()
        if (isDone) logger.info({ event: 'retention_done', part, erased }, 'old contents are erased')
        return erased
      } finally {
        await (isDone ? lease.done(clock()) : lease.release())
      }
    },
    pauseMs: lookMs,
    onFailure(error) {
      logger.error({ event: 'retention_failed', part, errorId: randomUUID(), err: error }, 'trying again')
    },
  })
}
