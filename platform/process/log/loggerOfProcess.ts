import type { Environment } from '../settings/readConfig.ts'
import { createLogger, type Logger, logLevels } from './logger.ts'

/**
 * The logger for the start and the end of a process, before its configuration is read: at the level that `LOG_LEVEL` of
 * the environment names, and `info` when it names none. A failed start is logged at every level, `silent` included.
 */
export function createProcessLogger(name: string, environment: Environment): Logger {
  const level = logLevels.find((each) => each === environment['LOG_LEVEL']) ?? 'info'
  return createLogger({ level: level === 'silent' ? 'fatal' : level, name })
}

/** Log that the process is ready, at every level: programs that start it wait for this line, and read `url` in it. */
export function logReady(logger: Logger, url: string): void {
  logger.child({}, { level: 'info' }).info({ event: 'ready', url }, `ready at ${url}`)
}
