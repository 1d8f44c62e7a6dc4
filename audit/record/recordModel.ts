import { type Connection, type Model, mongo, Schema } from 'mongoose'
import { z } from 'zod'
import { toBytes } from '../tree/hashBytes.ts'
import { type AuditRecord, recordHash } from './auditRecord.ts'

/** A record as it is stored. */
export type RecordDocument = Omit<AuditRecord, 'id'> & {
  _id: string
  /** The hash of its leaf. */
  hash: mongo.Binary
  /** The batch with which it was stored, see `BatchDocument`, and its position there, from 0. */
  batch: string
  position: number
  /** Only the last record of a batch, until the batch has its places: the hashes of the whole batch. */
  waiting?: mongo.Binary
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
    batch: String,
    position: Number,
    waiting: Buffer,
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
// The records of a batch, one for each position.
recordSchema.index(
  { batch: 1, position: 1 },
  { unique: true, partialFilterExpression: { batch: { $exists: true } } },
)
// Batches that are to get their places, oldest first.
recordSchema.index({ batch: 1 }, { partialFilterExpression: { waiting: { $exists: true } } })

/** The `auditRecords` collection over a connection; the same model every time. */
export function recordModel(connection: Connection): Model<RecordDocument> {
  return connection.models['AuditRecord'] ?? connection.model<RecordDocument>('AuditRecord', recordSchema)
}

/** The documents of a batch. The last one makes the batch wait for its places, so store it last. */
export function toDocuments(records: readonly AuditRecord[]): RecordDocument[] {
  const hashes = records.map(recordHash)
  const batch = records.at(-1)?.id ?? ''
  return records.map(({ id, ...record }, position) => ({
    _id: id,
    ...record,
    hash: toBytes(hashes.slice(position, position + 1)),
    batch,
    position,
    ...(id === batch && { waiting: toBytes(hashes) }),
  }))
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
  batch: z.string(),
  position: z.int().min(0),
  waiting: z.instanceof(mongo.Binary).optional(),
})

/** The record in a document; null when the document is not as Elo stores one, e.g. because it was edited. */
export function toRecord(
  document: unknown,
): { record: AuditRecord; batch: string; position: number; isWaiting: boolean } | null {
  const stored = storedSchema.safeParse(document)
  if (!stored.success) return null
  const { _id: id, hash: _hash, batch, position, waiting, ...record } = stored.data
  return { record: { id, ...record }, batch, position, isWaiting: waiting !== undefined }
}
