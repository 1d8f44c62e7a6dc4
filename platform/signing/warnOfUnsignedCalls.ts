import type { Logger } from '../process/log/logger.ts'

/** Log that calls between the processes are not signed, where they are not. */
export function warnOfUnsignedCalls(secrets: readonly string[], logger: Logger): void {
  if (secrets.length > 0) return
  logger.warn(
    { event: 'calls_not_signed' },
    'ELO_SERVICE_SECRET is not set: every process of this machine can call a subgraph in the name of anybody',
  )
}
