import type { Logger } from './logger.ts'
import { ConfigError } from './readConfig.ts'

/** Something that runs until it is stopped. `stop` may be called again and then does nothing. */
export type Running = { url: string; stop(): Promise<void> }

const stopLimitMs = 10_000

/**
 * Start a process's work, say `"event":"ready"` with its url, and stop it on SIGTERM or SIGINT within ten seconds.
 * A fault at the start or one that nobody caught is logged and ends the process with exit code 1.
 */
export async function runProcess(logger: Logger, start: () => Promise<Running>): Promise<void> {
  const die = (message: string, error: unknown): never => {
    logger.fatal({ event: 'failed', err: error }, message)
    process.exit(1)
  }
  process.on('uncaughtException', (error) => die('an error that nobody caught', error))
  process.on('unhandledRejection', (error) => die('a rejection that nobody caught', error))

  const starting = start()
  let isStopping = false
  const stop = (signal: string) => {
    // A second signal means: now.
    if (isStopping) process.exit(1)
    isStopping = true
    logger.info({ event: 'stopping', signal }, 'stopping')
    setTimeout(() => die(`not stopped after ${stopLimitMs} ms`, null), stopLimitMs).unref()
    starting
      .then((running) => running.stop())
      .then(
        () => {
          logger.info({ event: 'stopped' }, 'stopped')
          process.exit(0)
        },
        (error: unknown) => die('could not stop cleanly', error),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  try {
    const { url } = await starting
    if (!isStopping) logger.info({ event: 'ready', url }, `ready at ${url}`)
  } catch (error) {
    // What is wrong with a configuration is all in its message.
    if (error instanceof ConfigError) die(error.message, null)
    die(error instanceof Error ? error.message : String(error), error)
  }
}
