import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from './identifierTypes.ts'

/** An identifier in reserve for a profile: set aside only because of what the others of its customer hold. */
export type ReservedIdentifierDocument = {
  type: IdentifierType
  value: string
  /** Who gets it when his customer is separated and it fits. */
  profileId: string
  verified: boolean
  /** Where it was learned; null when nobody said. */
  source: string | null
  /** When it was claimed, from which time on it is his once he gets it. */
  claimedAt: Date
}

const reservedIdentifierSchema = new Schema<ReservedIdentifierDocument>(
  {
    type: { type: String, required: true },
    value: { type: String, required: true },
    profileId: { type: String, required: true },
    verified: { type: Boolean, required: true },
    source: { type: String, default: null },
    claimedAt: { type: Date, required: true },
  },
  {
    collection: 'reservedIdentifiers',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

// For whom a value is in reserve; and that of several who claim it at once only one gets it.
reservedIdentifierSchema.index({ type: 1, value: 1 }, { unique: true })
// What is in reserve for a profile, in the order it was claimed.
reservedIdentifierSchema.index({ profileId: 1, claimedAt: 1, _id: 1 })

/** The `reservedIdentifiers` collection over a connection; the same model every time. */
export function reservedIdentifierModel(connection: Connection): Model<ReservedIdentifierDocument> {
  return (
    connection.models['ReservedIdentifier'] ??
    connection.model<ReservedIdentifierDocument>('ReservedIdentifier', reservedIdentifierSchema)
  )
}
