import type { Logger } from '../../platform/process/log/logger.ts'

/** Log that no sign-in is configured. */
export function warnOfOpenAccess(logger: Logger): void {
  logger.warn(
    { event: 'no_sign_in' },
    'there is no sign-in: every program on this machine can read and change everything as the demo principal; set ELO_KEYS_DIR or ELO_JWT_KEYS',
  )
}
