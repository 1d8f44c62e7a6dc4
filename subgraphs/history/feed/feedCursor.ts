import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'

const whole = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)

/**
 * The cursor of the feed. `at` is the `changedAt` in milliseconds up to which everything but late commits was delivered.
 * `log` is the exact position in the order of commits: seconds and increment of a cluster time, and the index in it.
 * `of` is the collection of this position. A cursor without a position is of an earlier version, or was given while the
 * log was read by time.
 */
export const feedCursor = createCursor(
  'feed',
  z.object({
    at: cursorTime.min(0),
    log: z.tuple([whole, whole, whole]).optional(),
    of: z.string().max(16).optional(),
  }),
)
