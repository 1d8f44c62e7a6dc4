import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'

/** The cursor of the feed: up to which time of change, in milliseconds, everything but late commits was delivered. */
export const feedCursor = createCursor('feed', z.object({ at: cursorTime.min(0) }))
