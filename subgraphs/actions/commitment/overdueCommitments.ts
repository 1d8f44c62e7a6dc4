import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { LogEndedError } from '../../../interactions/log/logPositions.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { createRepeatedJob, type RepeatedJob } from '../../../platform/process/repeatedJob.ts'
import { overdueChange } from './commitmentState.ts'
import { createCommitmentStore } from './commitmentStore.ts'

/** A run gives how many commitments it has made BROKEN. */
export type OverdueCommitments = RepeatedJob<number>

const pauseMs = 15_000

/**
 * Makes open commitments BROKEN when their time has passed, by the time of the database. Every process may have the job:
 * each change is one atomic write to a commitment that is open, so one of them makes it.
 */
export function createOverdueCommitments({
  connection,
  clock,
  logger,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
}): OverdueCommitments {
  const store = createCommitmentStore(connection)
  const log = createInteractionLog({ connection, clock })

  async function breakOne(id: string, now: Date): Promise<boolean> {
    try {
      const { outcome } = await log.amend(id, (current) => overdueChange(current, now))
      return outcome === 'amended'
    } catch (error) {
      // Its customer is being erased.
      if (error instanceof LogEndedError) return false
      throw error
    }
  }

  return createRepeatedJob({
    async run(isStopped) {
      const now = await store.databaseTime()
      let broken = 0
      for await (const id of store.overdueIds(now)) {
        if (isStopped()) break
        if (await breakOne(id, now)) broken += 1
      }
      if (broken > 0)
        logger.info({ event: 'commitments_overdue', broken }, 'commitments were not kept in time')
      return broken
    },
    pauseMs,
    onFailure(error) {
      logger.error({ event: 'commitments_overdue_failed', errorId: randomUUID(), err: error }, 'trying again')
    },
  })
}
