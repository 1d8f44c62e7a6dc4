import type { Connection, PipelineStage } from 'mongoose'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { type LastPosition, lastPositionsPipeline, toLogPositions } from './lastPositions.ts'
import type { LogPositions } from './streamCursor.ts'

/** Reads how far logs have got, on a snapshot that cannot be rolled back. */
export type PositionStore = {
  /** The last position of each of these logs at one moment; 0 where it is empty. */
  lastPositions(profileIds: readonly string[], bound?: { maxTimeMS?: number }): Promise<LogPositions>
  /** The sum of these last positions. */
  totalPosition(profileIds: readonly string[]): Promise<number>
}

/** More than one page can have, so that one batch is enough. */
const batchSize = 1_000

export function createPositionStore(connection: Connection): PositionStore {
  // By the driver itself: every page that is requested again asks for positions first.
  const { collection } = interactionModel(connection)

  function aggregate<Row extends object>(
    pipeline: PipelineStage[],
    bound: { maxTimeMS?: number } = {},
  ): Promise<Row[]> {
    const options = { readConcern: { level: 'snapshot' }, batchSize, ...bound } as const
    return collection.aggregate<Row>(pipeline, options).toArray()
  }

  return {
    async lastPositions(profileIds, bound) {
      const rows = await aggregate<LastPosition>(lastPositionsPipeline(profileIds), bound)
      return toLogPositions(profileIds, rows)
    },

    async totalPosition(profileIds) {
      const sum = { $group: { _id: null, total: { $sum: '$position' } } }
      const [row] = await aggregate<{ total: number }>([...lastPositionsPipeline(profileIds), sum])
      return row?.total ?? 0
    },
  }
}
