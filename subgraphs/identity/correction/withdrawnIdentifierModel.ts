import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { WithdrawalKind } from '../schemaTypes.ts'

/** An identifier that a profile had, or claimed while another profile had it, and gave up. */
export type WithdrawnIdentifierDocument = {
  type: IdentifierType
  value: string
  profileId: string
  /** Whether the profile had it; otherwise another profile had it, and this one claimed it. */
  wasHeld: boolean
  verified: boolean
  source: string | null
  /** Since when the profile had it; null for a mere claim, of which the time is not kept. */
  claimedAt: Date | null
  withdrawnAt: Date
  kind: WithdrawalKind
  reason: string | null
  /** The correction that it is part of; null when the source withdrew it. */
  undoToken: string | null
  /** Whether the correction was undone. */
  isUndone: boolean
}

const withdrawnIdentifierSchema = new Schema<WithdrawnIdentifierDocument>(
  {
    type: { type: String, required: true },
    value: { type: String, required: true },
    profileId: { type: String, required: true },
    wasHeld: { type: Boolean, required: true },
    verified: { type: Boolean, required: true },
    source: { type: String, default: null },
    claimedAt: { type: Date, default: null },
    withdrawnAt: { type: Date, required: true },
    kind: { type: String, required: true },
    reason: { type: String, default: null },
    undoToken: { type: String, default: null },
    isUndone: { type: Boolean, default: false },
  },
  {
    collection: 'withdrawnIdentifiers',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

// Those of a profile, the latest first.
withdrawnIdentifierSchema.index({ profileId: 1, withdrawnAt: -1 })
// Those of a correction.
withdrawnIdentifierSchema.index(
  { undoToken: 1 },
  { partialFilterExpression: { undoToken: { $type: 'string' } } },
)

/** The `withdrawnIdentifiers` collection over a connection; the same model every time. */
export function withdrawnIdentifierModel(connection: Connection): Model<WithdrawnIdentifierDocument> {
  return (
    connection.models['WithdrawnIdentifier'] ??
    connection.model<WithdrawnIdentifierDocument>('WithdrawnIdentifier', withdrawnIdentifierSchema)
  )
}
