import { z } from 'zod'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { isId } from '../../../platform/lang/ids.ts'

/** For each followed profile, the last position of its log that counts as read. */
export type LogPositions = ReadonlyMap<string, number>

const cursor = createCursor(
  'stream',
  z
    .record(
      z.string().refine((id) => isId('cus', id)),
      z.int().min(0),
    )
    .refine((positions) => Object.keys(positions).length > 0),
)

/**
 * The cursor of a customer's live history: a position for each of their profiles. The same positions give the same text.
 * It never expires.
 */
export const streamCursor = {
  encode: (positions: LogPositions): string =>
    cursor.encode(Object.fromEntries([...positions].sort(([one], [other]) => (one < other ? -1 : 1)))),
  decode: (text: string, field: string): Map<string, number> =>
    new Map(Object.entries(cursor.decode(text, field))),
}
