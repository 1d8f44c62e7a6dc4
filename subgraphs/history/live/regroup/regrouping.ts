import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import { groupWith, type IdentityRecord } from '../../log/identityChange.ts'
import type { BacklogEnd, CursorAnchor, LogPlace, LogPositions } from '../../log/streamCursor.ts'

/*
 * The rules of a merge or unmerge for a reader of the logs. No I/O.
 *
 * A merge or unmerge is recorded in two logs, each record at the last position of its log. What the reader's customer
 * held before is what the logs of the group held before these records.
 */

/** What is to be delivered after a merge or unmerge, before anything newer. The backlogs of joined logs come after it. */
export type Regrouping = {
  /** The record, in a log that is followed; null when the profiles of a page were read before the merge or unmerge. */
  record: IdentityRecord | null
  /** The logs that left, each up to the last position that the reader may have. */
  left: LogPositions
  /** Those of them that left after more was read than the record says, see `leftLogs`. */
  beyond: LogPositions
  /** What LEFT may name of a log that left; all up to its position in `left` when there is none. */
  limits: ReadonlyMap<string, NamedLimit>
  /** The logs that joined and held something before. */
  joined: readonly string[]
  /** How much of it was delivered. */
  done: number
}

/** What was recorded up to the position `shared`, or until this time. */
export type NamedLimit = { shared: number; until: Date }

/** The profiles that a reader follows after a merge or unmerge. */
export function groupToFollow(
  { profileId, change }: Pick<IdentityRecord, 'profileId' | 'change'>,
  { askedId, currentProfileIds }: { askedId: string; currentProfileIds: readonly string[] },
): string[] {
  return (
    groupWith(change, askedId) ??
    // The given profile joined only later: follow the profiles that it is with now.
    change.customers.find((group) => group.some((id) => currentProfileIds.includes(id))) ??
    groupWith(change, profileId) ??
    []
  )
}

/** Whether a page of these profiles shows the record of a change in this log, and not the other record. */
export function isShownIn(
  group: { has(profileId: string): boolean },
  profileId: string,
  { isTwin, twinProfileId }: IdentityChangeBody,
): boolean {
  return group.has(profileId) && !(isTwin && group.has(twinProfileId))
}

/** What a log held before a merge or unmerge, and the position after which nothing of the log was before it. */
export function heldBefore(
  { profileId, change }: Pick<IdentityRecord, 'profileId' | 'change'>,
  log: string,
): BacklogEnd {
  const next = change.positions[log] ?? 0
  const isRecordedIn = log === profileId || log === change.twinProfileId
  return { end: Math.max(0, isRecordedIn ? next - 1 : next), next }
}

/** The record of a change that is in one of these logs; the given one if both are. */
export function recordIn(group: readonly string[], record: IdentityRecord): IdentityRecord {
  const { profileId, change, recordedAt } = record
  const seq = change.positions[change.twinProfileId]
  if (group.includes(profileId) || !group.includes(change.twinProfileId) || seq === undefined) return record
  return {
    profileId: change.twinProfileId,
    seq,
    change: { ...change, twinProfileId: profileId, isTwin: !change.isTwin },
    recordedAt,
  }
}

/** What follows for a reader that follows this group now, and had read more of the logs `beyond` than the record says. */
export function regroupingOf(
  record: IdentityRecord,
  group: readonly string[],
  { joined, beyond, limits, done = 0 }: Pick<Regrouping, 'joined' | 'beyond' | 'limits'> & { done?: number },
): Regrouping {
  const { change } = record
  const leaving = change.customers.flat().filter((profileId) => !group.includes(profileId))
  return {
    record: recordIn(group, record),
    left: new Map(
      leaving.map((profileId) => [profileId, beyond.get(profileId) ?? heldBefore(record, profileId).end]),
    ),
    beyond,
    limits,
    joined,
    done,
  }
}

/** The anchor of cursors of this group. */
export function anchorOf({ profileId, seq, change }: IdentityRecord): CursorAnchor | null {
  const group = groupWith(change, profileId)
  return group && { profileId, seq, group, positions: change.positions }
}

export function isSamePlace(one: LogPlace, other: LogPlace): boolean {
  return one.profileId === other.profileId && one.seq === other.seq
}
