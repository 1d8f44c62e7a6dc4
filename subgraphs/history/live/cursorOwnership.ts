import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import { groupWith, type IdentityRecord } from '../log/identityChange.ts'
import type { LogPositions } from '../log/streamCursor.ts'

/**
 * Whether every profile of a cursor is, or once was, connected with one of these profiles, as the IDENTITY records
 * in their logs tell. A cursor's checksum is no secret: nobody may reach another customer's log by making one up.
 */
export function isConnected(
  positions: LogPositions,
  profileIds: Iterable<string>,
  records: IdentityRecord[],
): boolean {
  const connected = new Set(profileIds)
  let known = 0
  while (known < connected.size) {
    known = connected.size
    for (const { profileId, change } of records) {
      if (!connected.has(profileId)) continue
      for (const other of Object.keys(change.positions)) connected.add(other)
    }
  }
  return [...positions.keys()].every((profileId) => connected.has(profileId))
}

/**
 * Make a cursor's profiles those who were the customer at its own moment. A page knows its profiles a little before
 * its positions, so a merge or unmerge in between can already be behind the positions and not in the profiles.
 * `ownProfileId` is one of the cursor's profiles that is his; the newest change that concerns it tells who is.
 */
export function repairPositions(
  positions: LogPositions,
  ownProfileId: string,
  records: IdentityRecord[],
): Map<string, number> {
  const reached = records.filter(({ profileId, seq }) => seq <= (positions.get(profileId) ?? -1))
  // One who has left may have become somebody else's by a later change.
  const newest = newestConcerning(ownProfileId, reached)
  const group = (newest && groupWith(newest, ownProfileId)) ?? [ownProfileId]
  return new Map(
    group.map((profileId) => [profileId, positions.get(profileId) ?? newest?.positions[profileId] ?? 0]),
  )
}

/** The last change that concerns a profile: each change stands at later positions than those before it. */
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
