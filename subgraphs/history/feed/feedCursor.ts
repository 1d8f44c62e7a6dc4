import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'

/** The cursor of the feed: the `changedAt` in milliseconds up to which everything but late commits was delivered. */
export const feedCursor = createCursor('feed', z.object({ at: cursorTime.min(0) }))
