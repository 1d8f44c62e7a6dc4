import { setTimeout as delay } from 'node:timers/promises'
import type { StepLogger } from './embeddedMongoOptions.ts'
import type { RunningMongod } from './runMongod.ts'

export interface KeptMongod {
  /** Shuts the mongod down, also one that is only starting, and starts none again. May be called again. */
  stop: () => Promise<void>
  /** Resolves, with the reason, when the mongod cannot be kept running; pending for ever otherwise. */
  lost: Promise<Error>
}

/** How often and how soon a mongod is started again. */
export interface RestartLimits {
  /** Starts in a row; those of a mongod that then ran for `calmAfterMs` do not count. */
  maximumStarts: number
  /** The pause before the first of them; every further one is twice as long. */
  firstPauseMs: number
  calmAfterMs: number
}

const restartLimits: RestartLimits = { maximumStarts: 5, firstPauseMs: 100, calmAfterMs: 60_000 }

/**
 * Starts a mongod again that has ended unasked (killed by the system for its memory, say): its journal holds all that
 * was acknowledged, and clients reconnect by themselves where it answers at the same address. A mongod that ends again
 * and again is given up, because its data or its disk needs a person; `lost` then says so.
 */
export function keepMongodRunning({
  first,
  startAgain,
  logger,
  limits = restartLimits,
}: {
  first: RunningMongod
  startAgain: () => Promise<RunningMongod>
  logger: StepLogger
  limits?: RestartLimits
}): KeptMongod {
  const stopping = new AbortController()
  const { signal } = stopping
  let running: RunningMongod | null = first
  let giveUp: (reason: Error) => void = () => undefined
  const lost = new Promise<Error>((resolve) => {
    giveUp = resolve
  })

  async function keep(): Promise<void> {
    let starts = 0
    let reason: Error | null = null
    while (!signal.aborted) {
      if (running) {
        const startedAt = performance.now()
        reason = await running.exited
        running = null
        if (signal.aborted) return
        logger.error({ err: reason }, 'Embedded database: mongod is gone.')
        if (performance.now() - startedAt >= limits.calmAfterMs) starts = 0
      }
      if (starts === limits.maximumStarts) {
        giveUp(
          new Error(`The embedded database ended and ${starts} new starts did not help: ${reason?.message}`, {
            cause: reason,
          }),
        )
        return
      }
      starts += 1
      await delay(limits.firstPauseMs * 2 ** (starts - 1), undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      try {
        running = await startAgain()
        logger.info({ starts, mongodPid: running.pid }, 'Embedded database: running again.')
      } catch (error) {
        reason = error instanceof Error ? error : new Error(String(error))
        logger.error({ err: reason, starts }, 'Embedded database: mongod could not be started again.')
      }
    }
    // It was asked to stop while it started.
    await running?.stop()
  }

  const keeping = keep()
  return {
    lost,
    async stop() {
      stopping.abort()
      await running?.stop()
      await keeping
    },
  }
}
