import type { Logger } from '../../platform/process/logger.ts'

/** Log that the graph is open: this version has no sign-in. */
export function warnOfOpenAccess(logger: Logger): void {
  logger.warn(
    { event: 'no_sign_in' },
    'there is no sign-in: every client that reaches this address can read and change everything',
  )
}
