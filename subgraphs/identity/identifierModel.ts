import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from './identifierTypes.ts'

/** An identifier as it is stored. It stays with its profile for ever: no merge touches it. */
export type IdentifierDocument = {
  type: IdentifierType
  value: string
  /** The value as searches for a part of it see it. */
  folded: string
  profileId: string
  verified: boolean
  /** Where it was learned; null when nobody said. */
  source: string | null
  createdAt: Date
}

const identifierSchema = new Schema<IdentifierDocument>(
  {
    type: { type: String, required: true },
    value: { type: String, required: true },
    folded: { type: String, required: true },
    profileId: { type: String, required: true },
    verified: { type: Boolean, required: true },
    source: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'identifiers', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// Whose it is; and that of several who meet a new identifier at once only one gets it.
identifierSchema.index({ type: 1, value: 1 }, { unique: true })
// All identifiers of a profile.
identifierSchema.index({ profileId: 1 })
// Searches for a part of a value read the index and nothing else.
identifierSchema.index({ folded: 1, profileId: 1 })

/** The `identifiers` collection over a connection; the same model every time. */
export function identifierModel(connection: Connection): Model<IdentifierDocument> {
  return (
    connection.models['Identifier'] ?? connection.model<IdentifierDocument>('Identifier', identifierSchema)
  )
}
