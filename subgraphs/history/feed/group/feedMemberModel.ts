import { type Connection, type Model, Schema } from 'mongoose'

/** A session of a member of a consumer group as it is stored: it exists as long as the member is connected. */
export type FeedMemberDocument = {
  /** The id of the session, a UUID that is never used again. */
  _id: string
  group: string
  member: string
  joinedAt: Date
  /** Until when it lives unless it is renewed, by the database's clock. */
  until: Date
  /** How many entries it was given, and the last of these places that it acknowledged. */
  given: number
  acknowledged: number
  /** When it acknowledged something last, or got an entry while it had none. */
  progressAt: Date
}

const feedMemberSchema = new Schema<FeedMemberDocument>(
  {
    _id: { type: String, required: true },
    group: { type: String, required: true },
    member: { type: String, required: true },
    joinedAt: { type: Date, required: true },
    until: { type: Date, required: true },
    given: { type: Number, required: true },
    acknowledged: { type: Number, required: true },
    progressAt: { type: Date, required: true },
  },
  { collection: 'feedMembers', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)
feedMemberSchema.index({ group: 1, member: 1 }, { unique: true })

/** The `feedMembers` collection over a connection; the same model every time. */
export function feedMemberModel(connection: Connection): Model<FeedMemberDocument> {
  return (
    connection.models['FeedMember'] ?? connection.model<FeedMemberDocument>('FeedMember', feedMemberSchema)
  )
}
