import { type Connection, type Model, Schema } from 'mongoose'
import type { TurnState } from './turn.ts'

/** A turn as it is stored: one document for each conversation, or customer, that ever had one. All times are the database's. */
export type TurnDocument = Omit<TurnState, 'id' | 'now' | 'token'> & {
  _id: string
  token: number
  /** The profile of the conversation, or all profiles that the customer had when the turn was last taken. */
  profileIds: string[]
  /** When a person released it last, or passed it on to a bot. */
  releasedAt: Date | null
  /** Until when somebody holds it, unless something happens. */
  busyUntil: Date
}

const turnSchema = new Schema<TurnDocument>(
  {
    _id: { type: String, required: true },
    turnId: { type: String, required: true },
    scope: { type: String, required: true },
    profileIds: { type: [String], required: true },
    token: { type: Number, required: true },
    holder: { type: Schema.Types.Mixed, default: null },
    origin: { type: String, default: null },
    keyScope: { type: String, default: null },
    since: { type: Date, default: null },
    until: { type: Date, default: null },
    endedBy: { type: String, default: null },
    person: { type: Schema.Types.Mixed, default: null },
    personAt: { type: Date, default: null },
    personUntil: { type: Date, default: null },
    releasedAt: { type: Date, default: null },
    past: { type: Schema.Types.Mixed, required: true },
    keys: { type: Schema.Types.Mixed, required: true },
    attempt: { type: String, default: null },
    busyUntil: { type: Date, required: true },
  },
  {
    collection: 'turns',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)
turnSchema.index({ turnId: 1 }, { unique: true })
// The turns of a customer that somebody holds.
turnSchema.index({ profileIds: 1, scope: 1, busyUntil: 1 })
// A key of a caller takes one turn.
turnSchema.index(
  { 'keys.key': 1 },
  { unique: true, partialFilterExpression: { 'keys.key': { $exists: true } } },
)

/** The `turns` collection over a connection; the same model every time. */
export function turnModel(connection: Connection): Model<TurnDocument> {
  return connection.models['Turn'] ?? connection.model<TurnDocument>('Turn', turnSchema)
}
