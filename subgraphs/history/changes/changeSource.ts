import mongoose, { type Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  type InteractionDocument,
  interactionModel,
  toInteraction,
} from '../../../interactions/interactionModel.ts'

/** An open stream of what is written. `next` rejects when it is lost; it is then closed and opened anew. */
export type Changes = {
  /** The next interaction that was written, in a state at least as new as the write; null when it is gone by now. */
  next(): Promise<Interaction | null>
  close(): Promise<void>
}

/** Opens a stream of what is written from the moment of the call on; null when the server has no change streams. */
export type ChangeSource = () => Promise<Changes | null>

const { MongoServerError, Timestamp } = mongoose.mongo
// Only replica sets have change streams; a transaction number, an aggregation stage or an option says so.
const unsupportedCodes = new Set<unknown>([20, 115, 40573, 40324])

/** The change stream on the collection `interactions`. It is read as long as there are subscribers, without a bound. */
export function createChangeSource(connection: Connection): ChangeSource {
  const { collection } = interactionModel(connection)
  return async () => {
    const startAtOperationTime = await majorityTime(connection)
    if (!startAtOperationTime) return null
    const stream = collection.watch<InteractionDocument>(
      [
        { $match: { operationType: { $in: ['insert', 'update', 'replace'] } } },
        {
          $project: { updateDescription: 0, 'fullDocument.fingerprint': 0, 'fullDocument.idempotencyKey': 0 },
        },
      ],
      { fullDocument: 'updateLookup', startAtOperationTime },
    )
    return {
      async next() {
        const change = await stream.next()
        return 'fullDocument' in change && change.fullDocument ? toInteraction(change.fullDocument) : null
      },
      close: () => stream.close(),
    }
  }
}

/**
 * The time up to which everything is majority-committed: a majority read after this sees all of it, and a stream
 * from here on tells all the rest. (A ping's time may be ahead of the majority: what lies between would be in neither.)
 */
async function majorityTime(connection: Connection): Promise<InstanceType<typeof Timestamp> | null> {
  const answer = await connection.db?.command({
    find: 'interactions',
    limit: 1,
    projection: { _id: 1 },
    readConcern: { level: 'majority' },
    maxTimeMS: 10_000,
  })
  const operationTime: unknown = answer?.['operationTime']
  return operationTime instanceof Timestamp ? operationTime : null
}

/** Whether the server will never have change streams, so that opening one again is of no use. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof MongoServerError && unsupportedCodes.has(error.code)
}
