import { z } from 'zod'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { isId } from '../../../platform/lang/ids.ts'

/** For each followed profile, the last position of its log that counts as read. */
export type LogPositions = ReadonlyMap<string, number>

/** What of a log is read before anything newer: up to `end`. Then the log is read up to `next`. */
export type BacklogEnd = { end: number; next: number }
export type Backlog = ReadonlyMap<string, BacklogEnd>

/** A place in a log. */
export type LogPlace = { profileId: string; seq: number }

/** The record of a merge or unmerge that formed a customer: a cursor lists what differs from the positions in it. */
export type CursorAnchor = LogPlace & {
  group: readonly string[]
  positions: Readonly<Record<string, number>>
}

/**
 * What follows from the last merge or unmerge: by its record, which was delivered; or, after a page that was read just
 * before it, the logs that left. `done` counts what of it is delivered. Of the logs
 * `beyond` the reader was given more than the record says, up to these positions.
 */
export type CursorDue = { done: number } & (
  { record: LogPlace; beyond: LogPositions } | { record: null; left: LogPositions }
)

/** What a cursor carries besides the positions. */
export type CursorRest = {
  /** Of each log that has one. A reader that began at the oldest entries has one, and one whose customer was merged. */
  backlog?: Backlog
  /** Whether the backlog is of logs that a merge joined. */
  isJoined?: boolean
  /** What follows from the last merge or unmerge, and how much of it is delivered; null when all is. */
  due?: CursorDue | null
  anchor?: CursorAnchor | null
}

/** A position in a customer's logs, as a cursor carries it. */
export type CursorPosition = Required<CursorRest> & { positions: LogPositions }

/** One log in a cursor: its profile, or the index of its profile in the anchor's group. */
export type CursorEntry<Key> = { key: Key; at: number } & ({ end: number; next: number } | { end?: never })

/** What a cursor says: the positions of profiles, or what differs from those of an anchor that is still to be read. */
export type CursorContent = {
  isJoined: boolean
  due: CursorDue | null
} & ({ anchor: null; entries: CursorEntry<string>[] } | { anchor: LogPlace; entries: CursorEntry<number>[] })

const position = z.int().min(0)
const profileId = z.string().refine((id) => isId('cus', id))
/** `[at, end]`, and `[at, end, 1]` when the position after the end counts as read with it. */
const place = z.union([position, z.tuple([position, position]), z.tuple([position, position, z.literal(1)])])
const places = z.record(profileId, place).refine((positions) => Object.keys(positions).length > 0)
const common = {
  j: z.literal(1).optional(),
  d: z.tuple([profileId, position, position]).optional(),
  b: z.record(profileId, position).optional(),
  l: z.tuple([z.record(profileId, position), position]).optional(),
}
const listed = z.strictObject({ v: z.literal(2), p: places, ...common })
const anchored = z.strictObject({
  v: z.literal(2),
  a: z.tuple([profileId, position]),
  p: z.array(z.tuple([position, place])),
  ...common,
})

/** The first form is that of customers with few profiles and nothing else to carry, and the only one of earlier versions. */
const cursor = createCursor('stream', z.union([places, listed, anchored]))

type Place = z.infer<typeof place>

/** With fewer profiles the list is shorter. */
export const minAnchored = 8

/**
 * The cursor of a customer's history in log order. The same position with the same anchor gives the same text. It never
 * expires, so every form that was ever issued can be decoded.
 */
export const streamCursor = {
  encode(
    positions: LogPositions,
    { backlog, isJoined = false, due = null, anchor = null }: CursorRest = {},
  ): string {
    const others = {
      ...(isJoined && { j: 1 as const }),
      ...dueOf(due),
    }
    const placed = (id: string, at: number) => placeOf(at, backlog?.get(id))
    if (anchor && positions.size >= minAnchored && isGroup(anchor.group, positions)) {
      const p = anchor.group.flatMap((id, index): [number, Place][] => {
        const here = placed(id, positions.get(id) ?? 0)
        return here === anchor.positions[id] ? [] : [[index, here]]
      })
      return cursor.encode({ v: 2, a: [anchor.profileId, anchor.seq], p, ...others })
    }
    const sorted = [...positions].sort(([one], [other]) => (one < other ? -1 : 1))
    const p = Object.fromEntries(sorted.map(([id, at]) => [id, placed(id, at)]))
    return cursor.encode(Object.keys(others).length > 0 ? { v: 2, p, ...others } : p)
  },

  /** INVALID_CURSOR for what is no cursor. */
  decode(text: string, field: string): CursorContent {
    const given = cursor.decode(text, field)
    if (!isSecondForm(given))
      return { anchor: null, entries: entriesOf(Object.entries(given)), ...nothingElse }
    const others = {
      isJoined: given.j === 1,
      due: readDue(given),
    }
    return 'a' in given
      ? { anchor: { profileId: given.a[0], seq: given.a[1] }, entries: entriesOf(given.p), ...others }
      : { anchor: null, entries: entriesOf(Object.entries(given.p)), ...others }
  },
}

const nothingElse = { isJoined: false, due: null } as const

type Given = z.infer<typeof places> | z.infer<typeof listed> | z.infer<typeof anchored>

function isSecondForm(given: Given): given is z.infer<typeof listed> | z.infer<typeof anchored> {
  return 'v' in given
}

type Due = Pick<z.infer<typeof listed>, 'd' | 'b' | 'l'>

function dueOf(due: CursorDue | null): Due {
  if (!due) return {}
  if (due.record) {
    const { record, beyond, done } = due
    return {
      d: [record.profileId, record.seq, done],
      ...(beyond.size > 0 && { b: Object.fromEntries(beyond) }),
    }
  }
  return { l: [Object.fromEntries(due.left), due.done] }
}

function readDue({ d, b = {}, l }: Due): CursorDue | null {
  if (d) return { record: { profileId: d[0], seq: d[1] }, beyond: new Map(Object.entries(b)), done: d[2] }
  return l ? { record: null, left: new Map(Object.entries(l[0])), done: l[1] } : null
}

function placeOf(at: number, backlog: BacklogEnd | undefined): Place {
  if (!backlog || backlog.end <= at) return at
  return backlog.next > backlog.end ? [at, backlog.end, 1] : [at, backlog.end]
}

function entriesOf<Key>(given: [Key, Place][]): CursorEntry<Key>[] {
  return given.map(([key, here]) => {
    if (typeof here === 'number') return { key, at: here }
    const [at, end, one = 0] = here
    return { key, at, end, next: end + one }
  })
}

function isGroup(group: readonly string[], positions: LogPositions): boolean {
  return group.length === positions.size && group.every((id) => positions.has(id))
}
