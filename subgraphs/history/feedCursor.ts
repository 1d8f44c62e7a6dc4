import { z } from 'zod'
import { createCursor } from '../../platform/cursor.ts'

/** The cursor of the feed: the latest `changedAt` it has reached, in milliseconds. */
export const feedCursor = createCursor('feed', z.object({ at: z.int().min(0) }))
