import type { Connection } from 'mongoose'
import { majorityTime } from '../../../platform/mongo/majorityTime.ts'
import { type TurnDocument, turnModel } from './turnModel.ts'

/** Which turn was written. */
export type WrittenTurn = Pick<TurnDocument, 'scope' | 'profileIds'> & { id: string }

/** An open change stream. `next` rejects when it is lost; it must then be closed and opened again. */
export type TurnWatch = { next(): Promise<WrittenTurn | null>; close(): Promise<void> }

export type TurnWatchStore = {
  /** Open a stream of the turns that are written from now on. */
  open(): Promise<TurnWatch>
}

/** The change stream on the collection `turns`. It is read as long as there are subscribers, without a deadline. */
export function createTurnWatchStore(connection: Connection): TurnWatchStore {
  const { collection } = turnModel(connection)
  return {
    async open() {
      const startAtOperationTime = await majorityTime(connection, collection.collectionName)
      const stream = collection.watch<TurnDocument>(
        [
          { $match: { operationType: { $in: ['insert', 'update', 'replace'] } } },
          { $project: { updateDescription: 0, 'fullDocument.past': 0, 'fullDocument.keys': 0 } },
        ],
        { fullDocument: 'updateLookup', ...(startAtOperationTime && { startAtOperationTime }) },
      )
      return {
        async next() {
          const change = await stream.next()
          const document = 'fullDocument' in change ? change.fullDocument : undefined
          return document
            ? { id: document._id, scope: document.scope, profileIds: document.profileIds }
            : null
        },
        close: () => stream.close(),
      }
    },
  }
}
