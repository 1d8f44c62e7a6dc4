import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import { loggedError } from './loggedError.ts'
import { requestContext } from '../requestContext.ts'

export type Logger = PinoLogger
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The keys that every line has. */
const ownKeys = ['level', 'time', 'process', 'pid', 'msg'] as const

/**
 * Logs JSON lines to standard output, with the name and the id of the process, and within a request with `requestId`,
 * and with `traceId` when it is traced.
 * Never pass it a body, a header or an identifier: log ids, counts and codes. No key is twice in a line: a member with
 * one of `ownKeys` is written as `logged_<key>`.
 */
export function createLogger(
  { level, name }: { level: LogLevel; name: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: withoutOwnKeys },
    mixin: () => {
      const { requestId, span } = requestContext()
      return { ...(requestId !== null && { requestId }), ...(span !== null && { traceId: span.traceId }) }
    },
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

/** The object with other names for what would be twice in its line. */
function withoutOwnKeys(logged: Record<string, unknown>): Record<string, unknown> {
  if (!ownKeys.some((key) => key in logged)) return logged
  const isOwn = (name: string) => ownKeys.some((key) => key === name)
  return Object.fromEntries(
    Object.entries(logged).map(([name, value]) => [isOwn(name) ? `logged_${name}` : name, value]),
  )
}
