import { type Connection, type Model, Schema } from 'mongoose'

/** A consumer group as it is stored. The times of leases are the database's. */
export type FeedGroupDocument = {
  /** A UUID: a group that is deleted and made again is another one. */
  _id: string
  keyScope: string
  name: string
  /** Fingerprints of the filter, and of the rights of the connected members. */
  filter: string
  rights: string
  /** The cursor of the feed up to which entries were added. */
  cursor: string
  /** The latest `changedAt` of all entries. */
  reachedAt: Date | null
  /** The number of the next entry. */
  next: number
  /** The session that reads the feed, and until when it may. */
  dispatcher: { session: string; until: Date } | null
  /** Grows with each write that must not overlap with another one. */
  writes: number
  createdAt: Date
}

const feedGroupSchema = new Schema<FeedGroupDocument>(
  {
    _id: { type: String, required: true },
    keyScope: { type: String, required: true },
    name: { type: String, required: true },
    filter: { type: String, required: true },
    rights: { type: String, required: true },
    cursor: { type: String, required: true },
    reachedAt: { type: Date, default: null },
    next: { type: Number, required: true },
    dispatcher: { type: Schema.Types.Mixed, default: null },
    writes: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'feedGroups', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)
// The groups of a caller.
feedGroupSchema.index({ keyScope: 1, name: 1 }, { unique: true })

/** The `feedGroups` collection over a connection; the same model every time. */
export function feedGroupModel(connection: Connection): Model<FeedGroupDocument> {
  return connection.models['FeedGroup'] ?? connection.model<FeedGroupDocument>('FeedGroup', feedGroupSchema)
}
