import { z } from 'zod'
import { createCursor } from '../../../../platform/paging/cursor.ts'

/** The cursor of an event in a consumer group: its place among all that a session of a member was given. */
export const groupCursor = createCursor(
  'feedGroup',
  z.object({ group: z.string(), session: z.uuid(), place: z.int().min(0) }),
)
