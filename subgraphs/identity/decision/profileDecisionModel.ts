import { type Connection, type Model, Schema } from 'mongoose'
import type { StoredDecision } from './profileDecision.ts'

/** A decision about two profiles. One per pair. */
export type ProfileDecisionDocument = {
  /** Both ids in alphabetical order, with a blank between them. */
  _id: string
  profileIds: string[]
  decision: StoredDecision
  reason: string | null
  by: { kind: string; id: string }
  at: Date
}

const profileDecisionSchema = new Schema<ProfileDecisionDocument>(
  {
    _id: { type: String, required: true },
    profileIds: { type: [String], required: true },
    decision: { type: String, required: true },
    reason: { type: String, default: null },
    by: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    at: { type: Date, required: true },
  },
  { collection: 'profileLinks', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// The decisions about a profile.
profileDecisionSchema.index({ profileIds: 1 })

/** The `profileLinks` collection over a connection; the same model every time. */
export function profileDecisionModel(connection: Connection): Model<ProfileDecisionDocument> {
  return (
    connection.models['ProfileDecision'] ??
    connection.model<ProfileDecisionDocument>('ProfileDecision', profileDecisionSchema)
  )
}
