import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRepeatedJob, type RepeatedJob } from '../../platform/process/repeatedJob.ts'
import { whileRenewing } from '../../platform/process/whileRenewing.ts'
import { createRetentionLease, retentionLeaseMs } from '../../privacy/retention/retentionLeaseStore.ts'
import { createMissingTermsStore } from './missingTermsStore.ts'

/** A run gives to how many interactions it added their terms. */
export type TermsBackfill = RepeatedJob<number>

const lookMs = 60_000

/**
 * Adds the terms of the search to interactions of earlier versions, also to those that a process of such a version still
 * records. Any process may have the job; a lease lets one do it. It changes nothing that a reader sees but what a search
 * finds, so it takes no position and raises no revision.
 */
export function createTermsBackfill({
  connection,
  clock,
  logger,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
}): TermsBackfill {
  const store = createMissingTermsStore(connection)
  const lease = createRetentionLease(connection, 'search')

  return createRepeatedJob({
    async run(isStopped) {
      if (!(await store.isAny()) || !(await lease.take(clock(), 0))) return 0
      let added = 0
      try {
        await whileRenewing(
          () => lease.renew(clock()),
          retentionLeaseMs,
          async () => {
            for (let found = 1; found > 0 && !isStopped(); added += found) found = await store.addSome()
          },
        )
      } finally {
        await lease.release()
      }
      logger.info({ event: 'search_terms_added', added }, 'the search finds more old interactions')
      return added
    },
    pauseMs: lookMs,
    onFailure(error) {
      logger.error({ event: 'search_terms_failed', errorId: randomUUID(), err: error }, 'trying again')
    },
  })
}
