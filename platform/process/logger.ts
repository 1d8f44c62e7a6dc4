import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import { loggedError } from './loggedError.ts'

export type Logger = PinoLogger
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Logs JSON lines to standard output. Never pass it a body, a header or an identifier: log ids, counts and codes. */
export function createLogger(
  { level, name }: { level: LogLevel; name: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggedError },
    redact: {
      paths: [
        '*.authorization',
        '*.cookie',
        '*.password',
        '*.secret',
        '*.token',
        'uri',
        '*.uri',
        'headers',
        '*.headers',
        'body',
        '*.body',
      ],
      censor: '[redacted]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
