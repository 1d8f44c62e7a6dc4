import type { Connection, PipelineStage } from 'mongoose'
import { interactionModel } from '../../../interactions/interactionModel.ts'
import type { LogPositions } from '../log/streamCursor.ts'

type UnionPipeline = NonNullable<Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline']>

/** Of how many logs the positions come in one answer. */
const maxRows = 1_000

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

/** The last position of each of these logs, 0 where it is empty, from what was read. */
export function toLogPositions(
  profileIds: readonly string[],
  read: ReadonlyMap<string, number>,
): LogPositions {
  return new Map(profileIds.map((profileId) => [profileId, read.get(profileId) ?? 0]))
}

/** The last position of every log that is not empty, at one moment, such as cannot be rolled back. */
export async function readLastPositions(
  connection: Connection,
  profileIds: readonly string[],
  bound: { maxTimeMS?: number } = {},
): Promise<ReadonlyMap<string, number>> {
  const rows = await aggregate<LastPosition>(connection, lastPositionsPipeline(profileIds), bound)
  return new Map(rows.map(({ _id, position }) => [_id, position]))
}

/** How far some logs are together: the sum of their last positions, which grows with whatever happens in any of them. */
export async function readTotalPosition(
  connection: Connection,
  profileIds: readonly string[],
): Promise<number> {
  const sum = { $group: { _id: null, total: { $sum: '$position' } } }
  const [row] = await aggregate<{ total: number }>(connection, [...lastPositionsPipeline(profileIds), sum])
  return row?.total ?? 0
}

/** The same, of what was read. */
export function totalPosition(positions: LogPositions): number {
  return [...positions.values()].reduce((total, position) => total + position, 0)
}

/** By the driver itself: every page that is asked for again asks for positions first. */
function aggregate<Row extends object>(
  connection: Connection,
  pipeline: PipelineStage[],
  bound: { maxTimeMS?: number } = {},
): Promise<Row[]> {
  const options = { readConcern: { level: 'snapshot' }, batchSize: maxRows, ...bound } as const
  return interactionModel(connection).collection.aggregate<Row>(pipeline, options).toArray()
}
