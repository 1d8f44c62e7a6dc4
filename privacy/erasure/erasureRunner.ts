import { randomUUID } from 'node:crypto'
import type { Logger } from '../../platform/process/logger.ts'
import type { Erasure, ErasurePart } from './erasure.ts'
import { erasureLeaseMs, type ErasureStore } from './erasureStore.ts'

/** Called once for each erasure, by a process that runs it, before and after the certificate is written. */
export type ErasureFinish = {
  /** Before; it can be repeated after a crash. */
  prepare(erasure: Erasure): Promise<void>
  /** After; not repeated. */
  finished(erasure: Erasure): Promise<void>
}

export type ErasureRunner = {
  /** Work on what is to be erased, now and from now on. */
  start(): void
  /** Work on all that this process can erase now. Resolves when nothing is left for it. */
  runOnce(): Promise<void>
  /** Start no further part; a part that runs is continued by another process when its lease ends. */
  stop(): Promise<void>
}

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
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  async function runPart(part: ErasurePart): Promise<void> {
    for (;;) {
      if (isStopped) return
      const erasure = await store.take(part.name)
      if (!erasure) return
      const { protocol } = erasure
      const renewing = setInterval(() => {
        store.renew(protocol, part.name).catch(() => undefined)
      }, erasureLeaseMs / 3).unref()
      try {
        await store.keepCounts(protocol, part.name, await part.count(erasure))
        await part.erase(erasure)
        await store.finishPart(protocol, part.name)
      } finally {
        clearInterval(renewing)
      }
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

  async function run(): Promise<void> {
    for (const part of parts) await runPart(part)
    if (finish && !isStopped) await finishAll(finish)
  }

  function runOnce(): Promise<void> {
    running ??= run().finally(() => {
      running = null
    })
    return running
  }

  function schedule(): void {
    timer = setTimeout(() => {
      runOnce()
        .catch((error: unknown) => {
          logger.error({ event: 'erasure_failed', errorId: randomUUID(), err: error }, 'trying again')
        })
        .finally(() => {
          if (!isStopped) schedule()
        })
    }, pauseMs).unref()
  }

  return {
    start: schedule,
    runOnce,
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
