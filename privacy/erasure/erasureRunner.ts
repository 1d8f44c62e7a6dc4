import { randomUUID } from 'node:crypto'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRepeatedJob, type RepeatedJob } from '../../platform/process/repeatedJob.ts'
import { whileRenewing } from '../../platform/process/whileRenewing.ts'
import type { Erasure, ErasurePart } from './erasure.ts'
import { erasureLeaseMs, type ErasureStore } from './erasureStore.ts'

/** Called once for each erasure, by a process that runs it, before and after the certificate is written. */
export type ErasureFinish = {
  /** Before; it can be repeated after a crash. */
  prepare(erasure: Erasure): Promise<void>
  /** After; not repeated. */
  finished(erasure: Erasure): Promise<void>
}

/** A run works on all that this process can erase now. When it is stopped it begins no further part. */
export type ErasureRunner = RepeatedJob<void>

const pauseMs = 1_000

/**
 * Erases what the parts of this process own, for all erasures of the database. A part has a lease, so that one process
 * works on it; when the process ends, another one repeats the part. The last part done, the certificate is written.
 */
export function createErasureRunner({
  store,
  parts,
  finish = null,
  logger,
}: {
  store: ErasureStore
  parts: readonly ErasurePart[]
  /** Null in processes that do not finish erasures. */
  finish?: ErasureFinish | null
  logger: Logger
}): ErasureRunner {
  async function runPart(part: ErasurePart, isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      const erasure = await store.take(part.name)
      if (!erasure) return
      const { protocol } = erasure
      await whileRenewing(
        () => store.renew(protocol, part.name),
        erasureLeaseMs,
        async () => {
          await store.keepCounts(protocol, part.name, await part.count(erasure))
          await part.erase(erasure)
          await store.finishPart(protocol, part.name)
        },
      )
      logger.info({ event: 'erasure_part_done', protocol, part: part.name }, 'a part of an erasure is done')
    }
  }

  async function finishAll(steps: ErasureFinish): Promise<void> {
    for (const erasure of await store.listFinished()) {
      await steps.prepare(erasure)
      const done = await store.finish(erasure.protocol)
      if (!done) continue
      logger.info({ event: 'erasure_done', protocol: erasure.protocol }, 'an erasure is done')
      await steps.finished(done)
    }
  }

  return createRepeatedJob({
    async run(isStopped) {
      for (const part of parts) await runPart(part, isStopped)
      if (finish && !isStopped()) await finishAll(finish)
    },
    pauseMs,
    firstPauseMs: pauseMs,
    onFailure(error) {
      logger.error({ event: 'erasure_failed', errorId: randomUUID(), err: error }, 'trying again')
    },
  })
}
