import type { Logger } from './log/logger.ts'
import { logReady } from './log/loggerOfProcess.ts'
import { StartError } from './startError.ts'

/** The work of a process, once it is started. */
export type Running = {
  url: string
  /** A second call does nothing. */
  stop(): Promise<void>
  /** Resolves, with the reason, when the work can no longer go on. */
  failed?: Promise<Error>
}

const stopLimitMs = 10_000
/** Ctrl-C under npm can come twice: from the terminal, and passed on by npm where `sh` is bash. */
const sameSignalMs = 500

/**
 * Start the work of a process, log `"event":"ready"` with its url at every level, and stop it on SIGTERM or SIGINT within ten seconds.
 * A failed start, an uncaught error and `failed` are logged and end the process with exit code 1, so that a supervisor
 * starts it again.
 */
export async function runProcess(logger: Logger, start: () => Promise<Running>): Promise<void> {
  const die = (message: string, error: unknown): never => {
    logger.fatal({ event: 'failed', err: error }, message)
    process.exit(1)
  }
  process.on('uncaughtException', (error) => die('an uncaught error', error))
  process.on('unhandledRejection', (error) => die('an unhandled rejection', error))

  const starting = start()
  let isStopping = false
  let signalledAt = 0
  const stop = (exitCode: number) => {
    isStopping = true
    const endAnyway = (message: string, error: unknown): void => {
      if (exitCode === 0) die(message, error)
      // The reason why it ends is logged already, and is the only fatal line.
      logger.warn({ event: 'not_stopped', err: error }, message)
      process.exit(exitCode)
    }
    setTimeout(() => endAnyway(`not stopped after ${stopLimitMs} ms`, null), stopLimitMs).unref()
    starting
      .then((running) => running.stop())
      .then(
        () => {
          logger.info({ event: 'stopped' }, 'stopped')
          process.exit(exitCode)
        },
        (error: unknown) => endAnyway('could not stop cleanly', error),
      )
  }
  const stopOnSignal = (signal: string) => {
    // A second signal ends the process at once.
    if (isStopping && performance.now() - signalledAt > sameSignalMs) process.exit(1)
    if (isStopping) return
    signalledAt = performance.now()
    logger.info({ event: 'stopping', signal }, 'stopping')
    stop(0)
  }
  const stopOnFailure = ({ message }: Error) => {
    if (isStopping) return
    logger.fatal({ event: 'failed' }, message)
    stop(1)
  }
  process.on('SIGTERM', stopOnSignal)
  process.on('SIGINT', stopOnSignal)

  try {
    const { url, failed } = await starting
    void failed?.then(stopOnFailure)
    if (!isStopping) logReady(logger, url)
  } catch (error) {
    if (error instanceof StartError) die(error.message, null)
    die(error instanceof Error ? error.message : String(error), error)
  }
}
