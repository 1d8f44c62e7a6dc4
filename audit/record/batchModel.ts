import { type Connection, type Model, Schema } from 'mongoose'

/**
 * The place of a batch in the log. Records that a process stores together form a batch and have places one after the
 * other, so that a batch of a thousand gets its places by one document. Never changed.
 */
export type BatchDocument = {
  /** The id of its last record. */
  _id: string
  /** The place of its first record, from 0. That of another one is this and its position. */
  first: number
}

/** The most records of a batch. */
export const maximumBatch = 1_000

const batchSchema = new Schema<BatchDocument>(
  { _id: { type: String, required: true }, first: Number },
  {
    collection: 'auditBatches',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)
// Each place is given once.
batchSchema.index({ first: 1 }, { unique: true })

/** The `auditBatches` collection over a connection; the same model every time. */
export function batchModel(connection: Connection): Model<BatchDocument> {
  return connection.models['AuditBatch'] ?? connection.model<BatchDocument>('AuditBatch', batchSchema)
}
