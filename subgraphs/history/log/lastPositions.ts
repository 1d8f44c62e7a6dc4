import type { PipelineStage } from 'mongoose'
import type { LogPositions } from './streamCursor.ts'

type UnionPipeline = NonNullable<Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline']>

/** The last position of a log that is not empty. */
export type LastPosition = { _id: string; position: number }

/** The last position of every log that is not empty, as `LastPosition`; index (profileId, seq), one key each. */
export function lastPositionsPipeline(profileIds: readonly string[]): UnionPipeline {
  return [
    { $match: { profileId: { $in: profileIds } } },
    { $sort: { profileId: -1, seq: -1 } },
    { $group: { _id: '$profileId', position: { $first: '$seq' } } },
  ]
}

/** The last position of each of these logs, 0 where it is empty. */
export function toLogPositions(profileIds: readonly string[], rows: readonly LastPosition[]): LogPositions {
  const read = new Map(rows.map(({ _id, position }) => [_id, position]))
  return new Map(profileIds.map((profileId) => [profileId, read.get(profileId) ?? 0]))
}

/** The sum of the last positions. It grows with every change in any of the logs. */
export function totalPosition(positions: LogPositions): number {
  return [...positions.values()].reduce((total, position) => total + position, 0)
}
