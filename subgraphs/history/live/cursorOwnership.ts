import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import { groupWith, type IdentityRecord } from '../log/identityChange.ts'
import type { LogPositions, StreamPosition } from '../log/streamCursor.ts'

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

/**
 * Rewrite a cursor to the profiles that formed the customer when it was issued. A page reads its profiles a little
 * before its positions, so a merge or unmerge in between can be behind the positions and missing in the profiles.
 * `ownProfileId` is a profile of the cursor that belongs to the customer: the newest change that concerns it decides.
 *
 * A cursor with a backlog was issued when its logs had the ends of the backlog. So no end is beyond a later merge or
 * unmerge, by which its log may be left: a caller can make up such a cursor as well.
 */
export function repairPosition(
  { positions, backlog }: StreamPosition,
  ownProfileId: string,
  records: IdentityRecord[],
): StreamPosition {
  const issuedAt = new Map([...positions, ...backlog])
  const repaired = repairPositions(issuedAt, ownProfileId, records)
  const later = records.filter(({ profileId, seq }) => seq > (issuedAt.get(profileId) ?? seq))
  const ends = [...backlog]
    .filter(([profileId]) => repaired.has(profileId))
    .map(([profileId, end]): [string, number] => [
      profileId,
      Math.min(end, ...later.map(({ change }) => change.positions[profileId] ?? end)),
    ])
  return {
    positions: new Map(
      [...repaired].map(([profileId, at]) => [
        profileId,
        backlog.has(profileId) ? (positions.get(profileId) ?? at) : at,
      ]),
    ),
    backlog: new Map(ends),
  }
}

function repairPositions(
  positions: LogPositions,
  ownProfileId: string,
  records: IdentityRecord[],
): LogPositions {
  const reached = records.filter(({ profileId, seq }) => seq <= (positions.get(profileId) ?? -1))
  const newest = newestConcerning(ownProfileId, reached)
  const group = (newest && groupWith(newest, ownProfileId)) ?? [ownProfileId]
  return new Map(
    group.map((profileId) => [profileId, positions.get(profileId) ?? newest?.positions[profileId] ?? 0]),
  )
}

/** The last change that concerns a profile: each change has later positions than those before it. */
function newestConcerning(profileId: string, records: IdentityRecord[]): IdentityChangeBody | null {
  return records.reduce<IdentityChangeBody | null>((newest, { change }) => {
    if (!groupWith(change, profileId)) return newest
    return newest && !isAfter(change, newest) ? newest : change
  }, null)
}

function isAfter(one: IdentityChangeBody, other: IdentityChangeBody): boolean {
  return Object.entries(one.positions).some(
    ([profileId, position]) => position > (other.positions[profileId] ?? position),
  )
}
