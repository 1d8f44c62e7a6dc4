import type { IdentityRecord } from '../../log/identityChange.ts'
import type { LogPositions } from '../../log/streamCursor.ts'
import { heldBefore, type NamedLimit } from './regrouping.ts'

/*
 * An unmerge reads the ends of the logs, and commits later. In a log that gets no record of it, a write can commit in
 * between: the reader was given what is beyond the position in the record. A page whose profiles were read before the
 * unmerge can show still more.
 *
 * So a log that left counts up to what the reader was given, and not only up to the position in the record. A cursor
 * says how far that is, and a caller can make up a cursor: what is beyond the record is only named when it was recorded
 * within the time that a transaction and the read of a page can take.
 */

const maxLateMs = 60_000

/** Of the logs that a reader leaves by a change, those of which it was given more than the change has read. */
export function readBeyond(
  record: IdentityRecord,
  group: readonly string[],
  positionOf: (profileId: string) => number | undefined,
): LogPositions {
  const leaving = record.change.customers.flat().filter((profileId) => !group.includes(profileId))
  return new Map(
    leaving.flatMap((profileId): [string, number][] => {
      const position = positionOf(profileId) ?? 0
      return position > heldBefore(record, profileId).next ? [[profileId, position]] : []
    }),
  )
}

/** What LEFT may name of a log that left by this change. */
export function limitBy({ change, recordedAt }: IdentityRecord, profileId: string): NamedLimit {
  return {
    shared: change.positions[profileId] ?? 0,
    until: new Date(recordedAt.getTime() + maxLateMs),
  }
}

/** What LEFT may name of a log that was of one customer with another profile, by these records. */
export function limitOfShared(
  profileId: string,
  ownProfileId: string,
  records: IdentityRecord[],
): NamedLimit {
  const limits = records
    .filter(({ change }) => ownProfileId in change.positions && profileId in change.positions)
    .map((record) => limitBy(record, profileId))
  return {
    shared: Math.max(0, ...limits.map(({ shared }) => shared)),
    until: new Date(Math.max(0, ...limits.map(({ until }) => until.getTime()))),
  }
}

/** The same positions, none beyond the end of its log: a made-up cursor must not make a reader read without an end. */
export async function withinLogs(
  positions: LogPositions,
  log: { lastPositions(profileIds: readonly string[]): Promise<LogPositions> },
): Promise<LogPositions> {
  if (positions.size === 0) return positions
  const ends = await log.lastPositions([...positions.keys()])
  return new Map(
    [...positions].map(([profileId, position]) => [profileId, Math.min(position, ends.get(profileId) ?? 0)]),
  )
}
