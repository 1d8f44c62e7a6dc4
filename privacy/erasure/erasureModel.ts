import { type Connection, type Model, Schema } from 'mongoose'
import type { Erasure } from './erasure.ts'

/** An erasure as it is stored; the protocol is its id. */
export type ErasureDocument = Omit<Erasure, 'protocol' | 'parts'> & {
  _id: string
  /** Without `outbound` when a version without webhooks out stored it. */
  parts: Omit<Erasure['parts'], 'outbound'> & Partial<Pick<Erasure['parts'], 'outbound'>>
}

const erasureSchema = new Schema<ErasureDocument>(
  {
    _id: { type: String, required: true },
    customerId: { type: String, required: true },
    profileIds: { type: [String], required: true },
    by: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    reason: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    state: { type: String, required: true },
    parts: { type: Schema.Types.Mixed, required: true },
    targets: { type: Schema.Types.Mixed, default: null },
    doneAt: { type: Date, default: null },
    certificate: {
      type: new Schema({ content: String, sha256: String }, { _id: false }),
      default: null,
    },
  },
  {
    collection: 'erasures',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)

// What is still to be done.
erasureSchema.index({ state: 1, requestedAt: 1 })
// A profile is erased once.
erasureSchema.index({ profileIds: 1 }, { unique: true })

/** The `erasures` collection over a connection; the same model every time. */
export function erasureModel(connection: Connection): Model<ErasureDocument> {
  return connection.models['Erasure'] ?? connection.model<ErasureDocument>('Erasure', erasureSchema)
}
