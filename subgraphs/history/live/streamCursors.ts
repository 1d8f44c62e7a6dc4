import { callerError } from '../../../platform/errors/errors.ts'
import { type IdentityRecord, identityRecordsIn } from '../log/identityChange.ts'
import type { JoinedLogStore } from '../log/joinedLogStore.ts'
import type { LogStore } from '../log/logStore.ts'
import {
  type BacklogEnd,
  type CursorAnchor,
  type CursorEntry,
  type CursorPosition,
  type LogPlace,
  type LogPositions,
  minAnchored,
  streamCursor,
} from '../log/streamCursor.ts'
import { anchorOf, isSamePlace } from './regroup/regrouping.ts'

/** Makes and reads cursors that list only what differs from a merge or unmerge, for customers of many profiles. */
export type StreamCursors = {
  /** The cursor of these positions. The first profile is the oldest one. */
  encode(positions: LogPositions): Promise<string>
  /** The newest merge or unmerge as the anchor of these positions; null when there is none or they are few. */
  anchorFor(positions: LogPositions): Promise<CursorAnchor | null>
  /**
   * Whether a position is after its anchor, which is the newest merge or unmerge of the profiles: then no other record
   * says more about it.
   */
  isOfNewest(position: CursorPosition): Promise<boolean>
  /** What a cursor says. INVALID_CURSOR when it is damaged or made up. */
  read(text: string, field: string): Promise<CursorPosition>
}

export function createStreamCursors(
  log: Pick<LogStore, 'readAfter'> & Pick<JoinedLogStore, 'readNewestIdentityChange'>,
): StreamCursors {
  async function anchorFor(positions: LogPositions): Promise<CursorAnchor | null> {
    const [oldest] = positions.keys()
    if (oldest === undefined || positions.size < minAnchored) return null
    const newest = await log.readNewestIdentityChange(oldest)
    const [record] = identityRecordsIn(newest ? [newest] : [])
    return record ? anchorOf(record) : null
  }

  async function recordAt({ profileId, seq }: LogPlace): Promise<IdentityRecord | null> {
    const [found] = await log.readAfter(profileId, seq - 1, { limit: 1, upTo: seq })
    return identityRecordsIn(found ? [found] : [])[0] ?? null
  }

  return {
    anchorFor,
    encode: async (positions) => streamCursor.encode(positions, { anchor: await anchorFor(positions) }),

    async isOfNewest({ anchor, positions, backlog }) {
      const isAfter = ([profileId, at]: [string, number]) =>
        (backlog.get(profileId)?.next ?? at) >= (anchor?.positions[profileId] ?? Infinity)
      if (!anchor || ![...positions].every(isAfter)) return false
      const newest = await anchorFor(positions)
      return newest !== null && isSamePlace(newest, anchor)
    },

    async read(text, field) {
      const content = streamCursor.decode(text, field)
      const { isJoined, due } = content
      if (!content.anchor) return { ...positionsOf(content.entries), isJoined, due, anchor: null }
      const record = await recordAt(content.anchor)
      const anchor = record && anchorOf(record)
      const entries = anchor && namedEntries(content.entries, anchor)
      if (!anchor || !entries)
        throw callerError(
          'INVALID_CURSOR',
          `${field}: expected a stream cursor as this field gave it, got another`,
        )
      return { ...positionsOf(entries), isJoined, due, anchor }
    },
  }
}

/** An entry for each profile of the anchor's group; null when one is not of the group or is named twice. */
function namedEntries(entries: CursorEntry<number>[], anchor: CursorAnchor): CursorEntry<string>[] | null {
  const { group, positions } = anchor
  const given = new Map(entries.map((entry) => [entry.key, entry]))
  if (given.size < entries.length || entries.some(({ key }) => key >= group.length)) return null
  return group.map((profileId, index) => {
    const entry = given.get(index)
    return entry ? { ...entry, key: profileId } : { key: profileId, at: positions[profileId] ?? 0 }
  })
}

function positionsOf(entries: CursorEntry<string>[]) {
  const backlog = entries.flatMap((entry): [string, BacklogEnd][] =>
    entry.end === undefined ? [] : [[entry.key, { end: entry.end, next: entry.next }]],
  )
  return { positions: new Map(entries.map(({ key, at }) => [key, at])), backlog: new Map(backlog) }
}
