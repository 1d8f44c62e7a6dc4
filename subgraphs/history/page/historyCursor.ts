import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { Interaction } from '../../../interactions/interaction.ts'

/** A place in the order of a history, and the profile of the interaction that is there. */
export type HistoryPosition = { at: number; id: string; profileId: string }

/** The place of an interaction in the order of a history. */
export function historyPositionOf({ occurredAt, id, profileId }: Interaction): HistoryPosition {
  return { at: occurredAt.getTime(), id, profileId }
}

/** The cursor of an edge of `Customer.history`. */
export const historyCursor = createCursor(
  'history',
  z.object({
    at: cursorTime,
    id: z.string().refine((id) => isId('int', id)),
    profileId: z.string().refine((id) => isId('cus', id)),
  }),
)
