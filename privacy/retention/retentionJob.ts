import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/logger.ts'
import { createRetentionLease, retentionLeaseMs } from './retentionLeaseStore.ts'

export type RetentionJob = {
  /** Look every minute whether a run is due. */
  start(): void
  /** Make the run that is due, if no other process makes it; gives how much was erased, null when it made none. */
  runOnce(): Promise<number | null>
  stop(): Promise<void>
}

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
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<number | null> | null = null

  async function run(): Promise<number | null> {
    if (!(await lease.take(clock(), dayMs))) return null
    const renewing = setInterval(() => {
      lease.renew(clock()).catch(() => undefined)
    }, retentionLeaseMs / 3).unref()
    let isDone = false
    try {
      const erased = await expire(() => isStopped)
      isDone = !isStopped
      if (isDone) logger.info({ event: 'retention_done', part, erased }, 'old contents are erased')
      return erased
    } finally {
      clearInterval(renewing)
      await (isDone ? lease.done(clock()) : lease.release())
    }
  }

  function runOnce(): Promise<number | null> {
    running ??= run().finally(() => {
      running = null
    })
    return running
  }

  function look(): void {
    runOnce()
      .catch((error: unknown) => {
        logger.error({ event: 'retention_failed', part, errorId: randomUUID(), err: error }, 'trying again')
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(look, lookMs).unref()
      })
  }

  return {
    start: look,
    runOnce,
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
