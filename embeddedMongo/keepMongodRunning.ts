import { createBackOff } from '../platform/async/backOff.ts'
import type { StepLogger } from './embeddedMongoOptions.ts'
import type { RunningMongod } from './runMongod.ts'

export type KeptMongod = {
  /** Shuts the mongod down, also one that is starting, and starts none again. May be called again. */
  stop: () => Promise<void>
  /** Resolves, with the reason, when the mongod cannot be kept running; otherwise it never settles. */
  lost: Promise<Error>
}

/** The limits of restarts. */
export type RestartLimits = {
  /** Starts in a row. The count begins again when a mongod has run for `calmAfterMs`. */
  maximumStarts: number
  /** The bound of the pause before the first start; it doubles with each start. */
  firstPauseMs: number
  calmAfterMs: number
}

const maxPauseMs = 10_000
const restartLimits: RestartLimits = { maximumStarts: 5, firstPauseMs: 100, calmAfterMs: 60_000 }

/**
 * Starts a mongod again when it has ended unexpectedly, e.g. by the system's out-of-memory killer: its journal holds
 * all acknowledged writes, and clients reconnect by themselves to the same address. After `maximumStarts` in a row it
 * gives up, because the data or the disk needs an operator, and resolves `lost`.
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
    const backOff = createBackOff({ firstMs: limits.firstPauseMs, maxMs: maxPauseMs })
    let reason: Error | null = null
    while (!signal.aborted) {
      if (running) {
        const startedAt = performance.now()
        reason = await running.exited
        running = null
        if (signal.aborted) return
        logger.error({ err: reason }, 'Embedded database: mongod has ended.')
        if (performance.now() - startedAt >= limits.calmAfterMs) backOff.reset()
      }
      const starts = backOff.failures()
      if (starts === limits.maximumStarts) {
        const message = `The embedded database ended and ${starts} restarts did not help: ${reason?.message}`
        return giveUp(new Error(message, { cause: reason }))
      }
      await backOff.pause(signal)
      if (signal.aborted) return
      try {
        running = await startAgain()
        logger.info({ starts: starts + 1, mongodPid: running.pid }, 'Embedded database: running again.')
      } catch (error) {
        reason = error instanceof Error ? error : new Error(String(error))
        logger.error(
          { err: reason, starts: starts + 1 },
          'Embedded database: mongod could not be started again.',
        )
      }
    }
    // `stop` was called while a mongod started.
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
