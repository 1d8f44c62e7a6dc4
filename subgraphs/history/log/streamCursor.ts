import { z } from 'zod'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { isId } from '../../../platform/lang/ids.ts'

/** For each followed profile, the last position of its log that counts as read. */
export type LogPositions = ReadonlyMap<string, number>

/** Where the reader of a customer's logs is. */
export type StreamPosition = {
  positions: LogPositions
  /**
   * For a reader that began at the oldest entries: the ends that the logs had then, of each log that is not read up to
   * there. Empty for every other reader.
   */
  backlog: LogPositions
}

const position = z.int().min(0)

const cursor = createCursor(
  'stream',
  z
    .record(
      z.string().refine((id) => isId('cus', id)),
      z.union([position, z.tuple([position, position])]),
    )
    .refine((positions) => Object.keys(positions).length > 0),
)

/**
 * The cursor of a customer's history in log order: a position for each of their profiles, with its end while the log is
 * in the backlog. The same positions give the same text. It never expires.
 */
export const streamCursor = {
  encode(positions: LogPositions, backlog: LogPositions = new Map()): string {
    const sorted = [...positions].sort(([one], [other]) => (one < other ? -1 : 1))
    return cursor.encode(
      Object.fromEntries(
        sorted.map(([profileId, at]) => {
          const end = backlog.get(profileId) ?? at
          return [profileId, end > at ? [at, end] : at]
        }),
      ),
    )
  },
  decode(text: string, field: string): StreamPosition {
    const positions = new Map<string, number>()
    const backlog = new Map<string, number>()
    for (const [profileId, given] of Object.entries(cursor.decode(text, field))) {
      if (typeof given === 'number') positions.set(profileId, given)
      else {
        const [at, end] = given
        positions.set(profileId, at)
        backlog.set(profileId, end)
      }
    }
    return { positions, backlog }
  },
}
