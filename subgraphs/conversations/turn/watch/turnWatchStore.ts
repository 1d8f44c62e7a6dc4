import type { Connection } from 'mongoose'
import type { LoopStream } from '../../../../platform/mongo/changeStreamLoop.ts'
import {
  openChangeStream,
  presentPlace,
  type StreamPlace,
} from '../../../../platform/mongo/openChangeStream.ts'
import { type TurnDocument, turnModel } from '../turnModel.ts'

/** Which turn was written. */
export type WrittenTurn = Pick<TurnDocument, 'scope' | 'profileIds'> & { id: string }

export type TurnWatchStore = {
  /** The place of what is written from now on; null when the server has no change streams. */
  present: () => Promise<StreamPlace | null>
  /** Open a stream of the turns that are written from this place on; null for one that is gone. */
  open: (place: StreamPlace) => LoopStream<WrittenTurn | null, StreamPlace>
}

/** The change stream on the collection `turns`. It is read as long as there are subscribers, without a deadline. */
export function createTurnWatchStore(connection: Connection): TurnWatchStore {
  const { collection } = turnModel(connection)
  return {
    present: () => presentPlace(connection, collection.collectionName),
    open(place) {
      const stream = openChangeStream<TurnDocument>(
        collection,
        [{ $project: { updateDescription: 0, 'fullDocument.past': 0, 'fullDocument.keys': 0 } }],
        place,
        { fullDocument: 'updateLookup' },
      )
      return {
        async next() {
          const { fullDocument } = await stream.next()
          return fullDocument
            ? { id: fullDocument._id, scope: fullDocument.scope, profileIds: fullDocument.profileIds }
            : null
        },
        place: stream.place,
        close: stream.close,
      }
    },
  }
}
