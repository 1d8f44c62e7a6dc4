import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from './identifierTypes.ts'

/** An identifier in reserve for a profile; see `ReservedIdentifier`. */
export type ReservedIdentifierDocument = {
  type: IdentifierType
  value: string
  /** The profile that gets it when the customer is separated and it is within the limits. */
  profileId: string
  verified: boolean
  /** Where it comes from; null when that was not given. */
  source: string | null
  /** When it was claimed. The profile has it since then once it gets it. */
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

// The profile that a value is in reserve for. Of concurrent claims one succeeds.
reservedIdentifierSchema.index({ type: 1, value: 1 }, { unique: true })
// The reserve of a profile, in the order it was claimed.
reservedIdentifierSchema.index({ profileId: 1, claimedAt: 1, _id: 1 })

/** The `reservedIdentifiers` collection over a connection; the same model every time. */
export function reservedIdentifierModel(connection: Connection): Model<ReservedIdentifierDocument> {
  return (
    connection.models['ReservedIdentifier'] ??
    connection.model<ReservedIdentifierDocument>('ReservedIdentifier', reservedIdentifierSchema)
  )
}
