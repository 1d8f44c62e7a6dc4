import { groupWith, type IdentityRecord } from '../log/identityChange.ts'
import type { Backlog, BacklogEnd, LogPositions } from '../log/streamCursor.ts'

/**
 * Whether every profile of a cursor is or was connected with one of these profiles, by the IDENTITY records in their
 * logs. The checksum of a cursor is no secret, so a caller can make one up: it must not lead to the log of another
 * customer.
 */
export function isConnected(
  positions: LogPositions,
  profileIds: Iterable<string>,
  records: IdentityRecord[],
): boolean {
  const connected = new Set(profileIds)
  let before = 0
  while (before < connected.size) {
    before = connected.size
    for (const { profileId, change } of records) {
      if (!connected.has(profileId)) continue
      for (const other of Object.keys(change.positions)) connected.add(other)
    }
  }
  return [...positions.keys()].every((profileId) => connected.has(profileId))
}

export type RepairedPosition = {
  positions: LogPositions
  backlog: Backlog
  /** The profiles that the cursor did not name. Each has what it held up to the merge as its backlog, the record too. */
  added: string[]
  /** The profiles that are no longer of the customer. */
  removed: string[]
}

/**
 * Rewrite a cursor to the profiles that formed the customer when it was issued. A page reads its profiles a little
 * before its positions, so a merge or unmerge in between can be behind the positions and missing in the profiles.
 * `ownProfileId` is a profile of the cursor that belongs to the customer: the newest change that concerns it decides.
 *
 * A cursor with a backlog was issued when its logs had the ends of the backlog. So no end is beyond a later merge or
 * unmerge, by which its log may be left: a caller can make up such a cursor as well.
 */
export function repairPosition(
  { positions, backlog }: { positions: LogPositions; backlog: Backlog },
  ownProfileId: string,
  records: IdentityRecord[],
): RepairedPosition {
  const issuedAt = new Map(
    [...positions].map(([profileId, at]) => [profileId, Math.max(at, backlog.get(profileId)?.next ?? 0)]),
  )
  const reached = records.filter(({ profileId, seq }) => seq <= (issuedAt.get(profileId) ?? -1))
  const newest = newestConcerning(ownProfileId, reached)
  const group = (newest && groupWith(newest.change, ownProfileId)) ?? [ownProfileId]
  const later = records.filter(({ profileId, seq }) => seq > (issuedAt.get(profileId) ?? seq))

  function endOf(profileId: string, { end, next }: BacklogEnd): BacklogEnd {
    const bound = Math.min(...later.map(({ change }) => change.positions[profileId] ?? next))
    return { end: Math.min(end, bound), next: Math.min(next, bound) }
  }

  const added = group.filter((profileId) => !positions.has(profileId))
  return {
    positions: new Map(group.map((profileId) => [profileId, positions.get(profileId) ?? 0])),
    backlog: new Map(
      group.flatMap((profileId): [string, BacklogEnd][] => {
        const given = backlog.get(profileId)
        if (given) return [[profileId, endOf(profileId, given)]]
        if (positions.has(profileId)) return []
        const end = newest?.change.positions[profileId] ?? 0
        return [[profileId, { end, next: end }]]
      }),
    ),
    added,
    removed: [...positions.keys()].filter((profileId) => !group.includes(profileId)),
  }
}

/** The last change that concerns a profile: each change has later positions than those before it. */
function newestConcerning(profileId: string, records: IdentityRecord[]): IdentityRecord | null {
  return records.reduce<IdentityRecord | null>((newest, record) => {
    if (!groupWith(record.change, profileId)) return newest
    return newest && !isAfter(record, newest) ? newest : record
  }, null)
}

function isAfter({ change: one }: IdentityRecord, { change: other }: IdentityRecord): boolean {
  return Object.entries(one.positions).some(
    ([profileId, position]) => position > (other.positions[profileId] ?? position),
  )
}
