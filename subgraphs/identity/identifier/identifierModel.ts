import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from './identifierTypes.ts'

/** An identifier as it is stored. It stays with its profile: no merge changes it. */
export type IdentifierDocument = {
  type: IdentifierType
  value: string
  /** The value in the spelling that searches compare. */
  folded: string
  /** The profile that has it; null on the mark of a shared identifier. */
  profileId: string | null
  /** The profile on each holding of a shared identifier; empty on its mark, and on an identifier of one profile. */
  holder: string
  shared: boolean
  /** Other profiles that claimed it. */
  claimedBy: string[]
  /** Those of them that contradicted the profile that has it; absent when an earlier version of Elo wrote it. */
  contradictedBy?: string[]
  verified: boolean
  /** Whether a person moved it to its profile, so that no source takes it away; absent when none did. */
  isMoved?: boolean
  /** Where it comes from; null when that was not given. */
  source: string | null
  createdAt: Date
  /** On a mark: the number of holdings. Raised with each, so that concurrent transactions about it conflict. */
  holdings?: number
  /** The last time it was marked as shared or unmarked; null when it never was. */
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
    contradictedBy: { type: [String], default: undefined },
    verified: { type: Boolean, required: true },
    isMoved: { type: Boolean },
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

// The profile that has it. Of concurrent requests that attach a new identifier one succeeds.
identifierSchema.index({ type: 1, value: 1, holder: 1 }, { unique: true })
// All identifiers of a profile.
identifierSchema.index({ profileId: 1 })
// The identifiers of others that a profile claimed.
identifierSchema.index({ claimedBy: 1 }, { partialFilterExpression: { 'claimedBy.0': { $exists: true } } })
// Searches for a part of a value read the index and nothing else.
identifierSchema.index({ folded: 1, profileId: 1 })

/** The `identifiers` collection over a connection; the same model every time. */
export function identifierModel(connection: Connection): Model<IdentifierDocument> {
  return (
    connection.models['Identifier'] ?? connection.model<IdentifierDocument>('Identifier', identifierSchema)
  )
}
