import { type Connection, type Model, mongo, Schema } from 'mongoose'
import { z } from 'zod'
import type { Hash } from '../merkle/hashes.ts'
import type { AuditRecord } from './auditRecord.ts'

/** A record as it is stored. */
export type RecordDocument = Omit<AuditRecord, 'id'> & {
  _id: string
  /** The hash of its leaf. */
  hash: mongo.Binary
  /** Only until it has a place in the log. */
  waiting?: true
  /** Its place in the log, from 0, once it has one. */
  index?: number
}

const recordSchema = new Schema<RecordDocument>(
  {
    _id: { type: String, required: true },
    at: Date,
    kind: String,
    principal: { kind: String, id: String },
    operation: String,
    fields: [String],
    customerIds: [String],
    objectIds: [String],
    outcome: String,
    reason: String,
    requestId: String,
    details: Schema.Types.Mixed,
    hash: Buffer,
    waiting: Boolean,
    index: Number,
  },
  {
    collection: 'auditRecords',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)
// Who read and changed a customer, and what a caller read and changed, newest first.
recordSchema.index({ customerIds: 1, _id: -1 })
recordSchema.index({ 'principal.id': 1, _id: -1 })
// What is to get a place in the log, oldest first.
recordSchema.index({ waiting: 1, _id: 1 }, { partialFilterExpression: { waiting: true } })
// Each place is given once.
recordSchema.index({ index: 1 }, { unique: true, partialFilterExpression: { index: { $exists: true } } })

/** The `auditRecords` collection over a connection; the same model every time. */
export function recordModel(connection: Connection): Model<RecordDocument> {
  return connection.models['AuditRecord'] ?? connection.model<RecordDocument>('AuditRecord', recordSchema)
}

export function toDocument({ id, ...record }: AuditRecord, hash: Hash): RecordDocument {
  return { _id: id, ...record, hash: new mongo.Binary(hash), waiting: true }
}

const storedSchema = z.strictObject({
  _id: z.string(),
  at: z.date(),
  kind: z.enum(['READ', 'CHANGE', 'EXPORT', 'ERASURE']),
  principal: z.strictObject({ kind: z.string(), id: z.string() }),
  operation: z.string().nullable(),
  fields: z.array(z.string()),
  customerIds: z.array(z.string()),
  objectIds: z.array(z.string()),
  outcome: z.enum(['DONE', 'REFUSED', 'FAILED']),
  reason: z.string().nullable(),
  requestId: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  hash: z.instanceof(mongo.Binary),
  waiting: z.literal(true).optional(),
  index: z.number().optional(),
})

/** The record in a document; null when the document is not as Elo stores one, e.g. because it was edited. */
export function toRecord(document: unknown): { record: AuditRecord; index: number | null } | null {
  const stored = storedSchema.safeParse(document)
  if (!stored.success) return null
  const { _id: id, hash: _hash, waiting: _waiting, index = null, ...record } = stored.data
  return { record: { id, ...record }, index }
}
