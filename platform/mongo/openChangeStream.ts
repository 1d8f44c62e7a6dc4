import mongoose, { type Collection, type Connection } from 'mongoose'
import { majorityTime } from './majorityTime.ts'

const { MongoServerError, Timestamp } = mongoose.mongo
type Timestamp = InstanceType<typeof Timestamp>

/** Where a change stream starts: after a resume token, or without one at a cluster time, what was written at it included. */
export type StreamPlace = { token: unknown; time: Timestamp }

/** An open change stream over documents of one collection. */
export type OpenChangeStream<Document extends object> = {
  /** The next change. Rejects when the stream is lost; it must then be closed. */
  next: () => Promise<DocumentChange<Document>>
  /** As `next`, but null when there is none now. */
  tryNext: () => Promise<DocumentChange<Document> | null>
  /** The place after the last change that was given, or further on: the server reports how far it has looked. */
  place: () => StreamPlace
  /** How many changes can be given without asking the server. */
  buffered: () => number
  close: () => Promise<void>
}

/** An insert, an update or a replacement. */
export type DocumentChange<Document> = {
  operationType: 'insert' | 'update' | 'replace'
  clusterTime?: Timestamp
  documentKey: { _id: unknown }
  /** Left out when the pipeline removes it; null when the document is gone. */
  fullDocument?: Document | null
}

type WatchOptions = NonNullable<Parameters<Collection['watch']>[1]>

/** The collection of a change stream was dropped or renamed. */
export class StreamInvalidatedError extends Error {
  override name = 'StreamInvalidatedError'
}

// Only replica sets have change streams; a transaction number, an aggregation stage or an option shows it.
const unsupportedCodes = new Set<unknown>([20, 115, 40573, 40324])

/** The resume token is of no use: the oplog does not reach back to it, or the server cannot read it. */
const lostPlaceCodes = new Set<unknown>([286, 280, 260])

/** The place from which a stream gives what is committed after this moment; null when the server has none. */
export async function presentPlace(connection: Connection, collection: string): Promise<StreamPlace | null> {
  const time = await majorityTime(connection, collection)
  return time && { token: null, time: new Timestamp({ t: time.t, i: time.i + 1 }) }
}

/** Open a change stream at a place. What is wrong with the place is reported by `next`. */
export function openChangeStream<Document extends object>(
  collection: Collection,
  pipeline: object[],
  { token, time }: StreamPlace,
  options: WatchOptions = {},
): OpenChangeStream<Document> {
  const stream = collection.watch<Document, DocumentChange<Document> & { _id: unknown }>(
    [{ $match: { operationType: { $in: ['insert', 'update', 'replace', 'invalidate'] } } }, ...pipeline],
    { ...options, ...(token ? { startAfter: token } : { startAtOperationTime: time }) },
  )

  function checked<Change extends DocumentChange<Document> | null>(change: Change): Change {
    const type: string | undefined = change?.operationType
    if (type === 'invalidate') throw new StreamInvalidatedError('the collection was dropped or renamed')
    return change
  }

  return {
    next: async () => checked(await stream.next()),
    tryNext: async () => checked(await stream.tryNext()),
    place: () => ({ token: stream.resumeToken ?? token, time }),
    buffered: () => stream.bufferedCount(),
    close: () => stream.close(),
  }
}

/** Whether the server has no change streams at all, so that it is of no use to open one again. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof MongoServerError && unsupportedCodes.has(error.code)
}

/** Whether a stream cannot be continued at its place. */
export function isPlaceLost(error: unknown): boolean {
  if (error instanceof StreamInvalidatedError) return true
  return error instanceof MongoServerError && lostPlaceCodes.has(error.code)
}
