import mongoose, { type Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  type InteractionDocument,
  interactionModel,
  toInteraction,
} from '../../../interactions/log/interactionModel.ts'
import { majorityTime } from '../../../platform/mongo/majorityTime.ts'

/** An open change stream. `next` rejects when it is lost; it must then be closed and opened again. */
export type Changes = {
  /** The next interaction that was written, in the revision of the write or a later one; null when it is gone. */
  next(): Promise<Interaction | null>
  close(): Promise<void>
}

export type ChangeStore = {
  /** Open a stream of what is written from now on; null when the server has no change streams. */
  open(): Promise<Changes | null>
}

const { MongoServerError } = mongoose.mongo
// Only replica sets have change streams; a transaction number, an aggregation stage or an option shows it.
const unsupportedCodes = new Set<unknown>([20, 115, 40573, 40324])

const updated = 'updateDescription.updatedFields'

/** The change stream on the collection `interactions`. It is read as long as there are subscribers, without a deadline. */
export function createChangeStore(connection: Connection): ChangeStore {
  const { collection } = interactionModel(connection)
  return {
    async open() {
      const startAtOperationTime = await majorityTime(connection, collection.collectionName)
      if (!startAtOperationTime) return null
      const stream = collection.watch<InteractionDocument>(
        [
          {
            $match: {
              operationType: { $in: ['insert', 'update', 'replace'] },
              // Nothing happened when only the terms of an old interaction were added.
              $nor: [
                { [`${updated}.terms`]: { $exists: true }, [`${updated}.revision`]: { $exists: false } },
              ],
            },
          },
          {
            $project: {
              updateDescription: 0,
              'fullDocument.fingerprint': 0,
              'fullDocument.idempotencyKey': 0,
              'fullDocument.updateKeys': 0,
              'fullDocument.terms': 0,
            },
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
    },
  }
}

/** Whether the server has no change streams at all, so that it is of no use to open one again. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof MongoServerError && unsupportedCodes.has(error.code)
}
