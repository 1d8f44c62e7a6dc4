import { type Connection, type Model, Schema } from 'mongoose'
import type { LinkDecision } from './profileLink.ts'

/** What a person decided of two profiles. One per pair. */
export type ProfileLinkDocument = {
  /** Both ids in alphabetical order, with a blank between them. */
  _id: string
  profileIds: string[]
  decision: LinkDecision
  reason: string | null
  by: { kind: string; id: string }
  at: Date
}

const profileLinkSchema = new Schema<ProfileLinkDocument>(
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

// Everything decided of a profile.
profileLinkSchema.index({ profileIds: 1 })

/** The `profileLinks` collection over a connection; the same model every time. */
export function profileLinkModel(connection: Connection): Model<ProfileLinkDocument> {
  return (
    connection.models['ProfileLink'] ??
    connection.model<ProfileLinkDocument>('ProfileLink', profileLinkSchema)
  )
}
