import { type Connection, type Model, Schema } from 'mongoose'
import type { IdentifierType } from '../identifier/identifierTypes.ts'

/** A merge or an unmerge: the principal, the time, the reason, and the customers before and after. Never changed. */
export type IdentityActDocument = {
  _id: string
  change: 'MERGED' | 'UNMERGED'
  /** The rule that decided, e.g. `SHARED_IDENTIFIER` or `MANUAL`. */
  rule: string
  reason: string | null
  by: { kind: string; id: string }
  at: Date
  /** The profiles of each customer before, oldest first. */
  before: string[][]
  /** The profiles of each customer after, oldest first. */
  after: string[][]
  /** All of them, for looking up. */
  profileIds: string[]
  /** The two interactions that record it. */
  interactionIds: string[]
  /**
   * The identifiers that a separation gave back to profiles, which had been set aside only because of the merge. The
   * value is not stored again: it is the identifier of this profile and type that was created at this time.
   */
  restored: { profileId: string; type: IdentifierType; claimedAt: Date }[]
}

const identityActSchema = new Schema<IdentityActDocument>(
  {
    _id: { type: String, required: true },
    change: { type: String, required: true },
    rule: { type: String, required: true },
    reason: { type: String, default: null },
    by: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    at: { type: Date, required: true },
    before: { type: [[String]], required: true },
    after: { type: [[String]], required: true },
    profileIds: { type: [String], required: true },
    interactionIds: { type: [String], required: true },
    restored: {
      type: [new Schema({ profileId: String, type: { type: String }, claimedAt: Date }, { _id: false })],
      default: [],
    },
  },
  { collection: 'identityActs', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)

// All merges and unmerges of a profile, in order.
identityActSchema.index({ profileIds: 1, at: 1 })

/** The `identityActs` collection over a connection; the same model every time. */
export function identityActModel(connection: Connection): Model<IdentityActDocument> {
  return (
    connection.models['IdentityAct'] ??
    connection.model<IdentityActDocument>('IdentityAct', identityActSchema)
  )
}
