import type { OutboundTimings } from '../timings.ts'

/**
 * When a delivery is attempted again; null when it is given up. The pauses grow by the schedule, each with up to a quarter
 * more at random, so that what failed together is not repeated together. `Retry-After` can only make a pause longer. The
 * last attempt is made when the time of the delivery ends.
 */
export function nextAttemptAt(
  {
    failures,
    firstAttemptAt,
    failedAt,
    retryAfterMs,
  }: {
    /** At least 1. */
    failures: number
    firstAttemptAt: Date
    failedAt: Date
    retryAfterMs: number | null
  },
  timings: Pick<OutboundTimings, 'retryAfterMs' | 'giveUpAfterMs' | 'maxRetryAfterMs'>,
  random: () => number = Math.random,
): Date | null {
  const { retryAfterMs: schedule, giveUpAfterMs, maxRetryAfterMs } = timings
  const endsAt = firstAttemptAt.getTime() + giveUpAfterMs
  if (failedAt.getTime() >= endsAt) return null
  const planned = (schedule[Math.min(failures, schedule.length) - 1] ?? 0) * (1 + random() / 4)
  const asked = Math.min(retryAfterMs ?? 0, maxRetryAfterMs)
  const pauseMs = Math.max(planned, asked)
  return new Date(Math.min(endsAt, Math.ceil(failedAt.getTime() + pauseMs)))
}
