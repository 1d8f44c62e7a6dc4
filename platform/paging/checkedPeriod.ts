import { callerError } from '../errors/errors.ts'

export type Period = { from: Date | null; to: Date | null }

/** The period of a filter, null when none is given. BAD_USER_INPUT when both ends are missing or it is empty. */
export function checkedPeriod(period: Partial<Period> | null | undefined, field: string): Period | null {
  if (!period) return null
  const { from = null, to = null } = period
  if (!from && !to) throw callerError('BAD_USER_INPUT', `${field}: expected from, to or both, got neither`)
  if (from && to && from >= to)
    throw callerError(
      'BAD_USER_INPUT',
      `${field}: expected from before to, got ${from.toISOString()} and ${to.toISOString()}`,
    )
  return { from, to }
}
