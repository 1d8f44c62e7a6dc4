import mongoose, { type Connection } from 'mongoose'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  type InteractionDocument,
  interactionModel,
  toInteraction,
  withoutTerms,
} from '../../../interactions/log/interactionModel.ts'
import { noteTime } from '../../../platform/mongo/collections/causalReads.ts'
import type { LoopStream } from '../../../platform/mongo/changeStreamLoop.ts'
import {
  type DocumentChange,
  type OpenChangeStream,
  openChangeStream,
  presentPlace,
  type StreamPlace,
} from '../../../platform/mongo/openChangeStream.ts'
import type { ClusterTime } from './changePosition.ts'

/** That an interaction was written. */
export type WrittenChange = {
  time: ClusterTime
  id: string
  /** The revision that was written; null when this was no new revision. */
  revision: number | null
  /** Whether the interaction was recorded, and not amended. */
  isNew: boolean
}

/** With the interaction in the revision of the write or a later one; null when it is gone. */
export type LiveChange = WrittenChange & { interaction: Interaction | null; bytes: number }

/** The place of a stream of changes, and in which collection: what was restored from a copy is another one. */
export type ChangePlace = StreamPlace & { collection: string }

/** Changes from the past, read one after the other. */
export type PastChanges = {
  /** The next change; null when there is none now. Rejects when the oplog does not reach back, see `isPlaceLost`. */
  next(): Promise<WrittenChange | null>
  /** Up to which time everything was given; null when that cannot be determined. */
  upTo(): ClusterTime | null
  /** Whether the next change must be asked for. */
  isDrained(): boolean
  close(): Promise<void>
}

export type ChangeStore = {
  /** The place of what is committed from now on; null when the server has no change streams. */
  present: () => Promise<ChangePlace | null>
  /** Open the stream of what is written from this place on. */
  open: (place: ChangePlace) => LoopStream<LiveChange, ChangePlace>
  /** Read what was written from this time on. */
  openPast: (from: ClusterTime) => PastChanges
  /** The present revisions of interactions, all of them at this time or later; those that are gone are left out. */
  readAt: (ids: string[], time: ClusterTime) => Promise<Map<string, Interaction>>
}

const { BSON, Timestamp } = mongoose.mongo
const updated = 'updateDescription.updatedFields'
const maxTimeMS = 30_000
/** How long the server waits for a change when a read of the past has come to the present. */
const awaitPastMs = 20

/** Nothing happened when only the terms of an old interaction were added. */
const isOfInterest = {
  $match: {
    $nor: [{ [`${updated}.terms`]: { $exists: true }, [`${updated}.revision`]: { $exists: false } }],
  },
}
const withRevision = {
  $set: {
    revision: {
      $cond: [
        { $eq: ['$operationType', 'update'] },
        `$${updated}.revision`,
        // Of an insert or a replacement, which carry the document as it was written.
        '$fullDocument.revision',
      ],
    },
  },
}

const liveChanges = [
  isOfInterest,
  withRevision,
  {
    $project: {
      updateDescription: 0,
      'fullDocument.fingerprint': 0,
      'fullDocument.idempotencyKey': 0,
      'fullDocument.updateKeys': 0,
      'fullDocument.terms': 0,
    },
  },
]
// Both pipelines must let the same changes through, because a position counts them.
const pastChanges = [isOfInterest, withRevision, { $project: { updateDescription: 0, fullDocument: 0 } }]

type InteractionChange = DocumentChange<InteractionDocument> & { revision?: number }

/** The changes of the collection `interactions`. They are read without a deadline. */
export function createChangeStore(connection: Connection): ChangeStore {
  const model = interactionModel(connection)
  const { collection } = model
  const { collectionName } = collection

  async function collectionId(): Promise<string> {
    const found = await connection.db?.listCollections({ name: collectionName }).toArray()
    const uuid = found?.flatMap((each) => ('info' in each && each.info?.uuid ? [each.info.uuid] : []))[0]
    return uuid ? uuid.toString('hex').replaceAll('-', '').slice(0, 8) : ''
  }

  function openAt(pipeline: object[], place: StreamPlace, options: object) {
    return openChangeStream<InteractionDocument>(collection, pipeline, place, options)
  }

  return {
    async present() {
      const id = await collectionId()
      const place = await presentPlace(connection, collectionName)
      return place && { ...place, collection: id }
    },

    open(place) {
      const stream = openAt(liveChanges, place, { fullDocument: 'updateLookup' })
      return {
        async next() {
          const change = await stream.next()
          // What a subscriber was given, a page of this process shows.
          noteTime(connection, change.clusterTime)
          const { fullDocument } = change
          return {
            ...writtenChange(change),
            interaction: fullDocument ? toInteraction(fullDocument) : null,
            bytes: fullDocument ? BSON.calculateObjectSize(fullDocument) : 0,
          }
        },
        place: () => ({ ...place, ...stream.place() }),
        close: () => stream.close(),
      }
    },

    openPast({ seconds, increment }) {
      const time = new Timestamp({ t: seconds, i: increment })
      const stream = openAt(
        pastChanges,
        { token: null, time },
        { maxAwaitTimeMS: awaitPastMs, batchSize: 1_000 },
      )
      return {
        async next() {
          const change = await stream.tryNext()
          return change && writtenChange(change)
        },
        upTo: () => timeOfToken(stream),
        isDrained: () => stream.buffered() === 0,
        close: () => stream.close(),
      }
    },

    async readAt(ids, { seconds, increment }) {
      const session = await connection.startSession({ causalConsistency: true })
      try {
        // After a failover the new primary may not show for a moment what was committed before.
        session.advanceOperationTime(new Timestamp({ t: seconds, i: increment }))
        const documents = await model
          .find({ _id: { $in: ids } }, withoutTerms)
          .session(session)
          .maxTimeMS(maxTimeMS)
          .lean()
        return new Map(documents.map((document) => [document._id, toInteraction(document)]))
      } finally {
        await session.endSession()
      }
    },
  }
}

function writtenChange(change: InteractionChange): WrittenChange {
  const { clusterTime, documentKey, operationType } = change
  if (!clusterTime) throw new Error('a change stream: expected changes with a cluster time, got one without')
  return {
    time: { seconds: clusterTime.t, increment: clusterTime.i },
    id: String(documentKey._id),
    revision: change.revision ?? null,
    isNew: operationType === 'insert',
  }
}

/** The first member of a resume token is the cluster time, as hexadecimal digits behind the type of a timestamp. */
function timeOfToken(stream: OpenChangeStream<InteractionDocument>): ClusterTime | null {
  const { token } = stream.place()
  const data: unknown = typeof token === 'object' && token !== null && '_data' in token ? token._data : null
  const [, seconds, increment] = (typeof data === 'string' && /^82([\dA-F]{8})([\dA-F]{8})/u.exec(data)) || []
  return seconds && increment
    ? { seconds: Number.parseInt(seconds, 16), increment: Number.parseInt(increment, 16) }
    : null
}
