import { type Connection, type Model, Schema, type Types } from 'mongoose'
import type { EntryChange } from './feedGroup.ts'

/** An entry in the queue of a consumer group. It holds ids and no content of the interaction. */
export type FeedEntryDocument = {
  _id: Types.ObjectId
  group: string
  number: number
  interactionId: string
  profileId: string
  /** The revision for which it was added; later the one in which it was given. */
  revision: number
  /** The id of the customer: entries with one key are given to one member at a time. */
  key: string
  change: EntryChange
  changedAt: Date
  /** False when it was acknowledged, or passed over because the member does not see it. */
  isOpen: boolean
  /** The session that has it, and its place there; null while it waits. */
  session: string | null
  place: number | null
  /** To how many sessions it was given. */
  attempts: number
}

const feedEntrySchema = new Schema<FeedEntryDocument>(
  {
    group: { type: String, required: true },
    number: { type: Number, required: true },
    interactionId: { type: String, required: true },
    profileId: { type: String, required: true },
    revision: { type: Number, required: true },
    key: { type: String, required: true },
    change: { type: String, required: true },
    changedAt: { type: Date, required: true },
    isOpen: { type: Boolean, required: true },
    session: { type: String, default: null },
    place: { type: Number, default: null },
    attempts: { type: Number, required: true },
  },
  { collection: 'feedEntries', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)
// A number is given once, whatever happens.
feedEntrySchema.index({ group: 1, number: 1 }, { unique: true })
const open = { partialFilterExpression: { isOpen: true } }
// What waits, in order, and what a session has.
feedEntrySchema.index({ group: 1, session: 1, number: 1, key: 1 }, open)
// What a merged customer has not been acknowledged.
feedEntrySchema.index({ group: 1, profileId: 1 }, open)
// Whether a revision has its entry.
feedEntrySchema.index({ group: 1, interactionId: 1 })
// What is acknowledged and too old to be repeated by the feed.
feedEntrySchema.index({ group: 1, changedAt: 1 }, { partialFilterExpression: { isOpen: false } })

/** The `feedEntries` collection over a connection; the same model every time. */
export function feedEntryModel(connection: Connection): Model<FeedEntryDocument> {
  return connection.models['FeedEntry'] ?? connection.model<FeedEntryDocument>('FeedEntry', feedEntrySchema)
}
