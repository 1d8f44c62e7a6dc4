import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from './identifierTypes.ts'

/** An identifier as it is stored. It stays with its profile for ever: no merge touches it. */
export type IdentifierDocument = {
  type: IdentifierType
  value: string
  /** The value as searches for a part of it see it. */
  folded: string
  /** Whose it is; null on the mark that says that it is shared. */
  profileId: string | null
  /**
   * Empty on an identifier of one profile, and on the mark of a shared one; the profile on each holding of a shared
   * one.
   */
  holder: string
  shared: boolean
  /** Other profiles that said it is theirs. */
  claimedBy: string[]
  verified: boolean
  /** Where it was learned; null when nobody said. */
  source: string | null
  createdAt: Date
  /** On a mark how often it was held. Raised with every holding, so that two acts on it meet. */
  holdings?: number
  /** Who marked it as shared, or took that back, and why; null when nobody did. */
  mark: { reason: string | null; by: { kind: string; id: string }; at: Date } | null
}

const identifierSchema = new Schema<IdentifierDocument>(
  {
    type: { type: String, required: true },
    value: { type: String, required: true },
    folded: { type: String, required: true },
    profileId: { type: String, default: null },
    holder: { type: String, default: '' },
    shared: { type: Boolean, default: false },
    claimedBy: { type: [String], default: [] },
    verified: { type: Boolean, required: true },
    source: { type: String, default: null },
    createdAt: { type: Date, required: true },
    holdings: { type: Number },
    mark: {
      type: new Schema({ reason: String, by: { kind: String, id: String }, at: Date }, { _id: false }),
      default: null,
    },
  },
  { collection: 'identifiers', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// Whose it is; and that of several who meet a new identifier at once only one gets it.
identifierSchema.index({ type: 1, value: 1, holder: 1 }, { unique: true })
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
