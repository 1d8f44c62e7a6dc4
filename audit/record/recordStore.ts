import type { Connection } from 'mongoose'
import { duplicateDocumentsOnly } from '../../platform/mongo/mongoErrors.ts'
import type { AuditRecord } from './auditRecord.ts'
import { type BatchDocument, batchModel } from './batchModel.ts'
import { type RecordDocument, recordModel, toDocuments, toRecord } from './recordModel.ts'

/** Which records are listed: those that match all that is given. */
export type RecordFilter = {
  /** Any of these. */
  customerIds?: readonly string[]
  callerIds?: readonly string[]
  operations?: readonly string[]
  kinds?: readonly AuditRecord['kind'][]
  from?: Date
  to?: Date
}

/** A record with its place in the log, null as long as it has none. */
export type StoredRecord = { record: AuditRecord; index: number | null }

export type RecordStore = {
  /**
   * Store at most 1,000 records as one batch, by one insert, majority-committed and journaled. Repeat a failed insert
   * with the same records: what is stored already stays. Records of which the last one is missing wait for no place.
   */
  insert(records: readonly AuditRecord[]): Promise<void>
  /** Newest first, before the record with the id `before`. */
  list(filter: RecordFilter, page: { before: string | null; limit: number }): Promise<StoredRecord[]>
  find(id: string): Promise<StoredRecord | null>
}

const writeConcern = { w: 'majority', j: true } as const

export function createRecordStore(connection: Connection): RecordStore {
  recordModel(connection)
  batchModel(connection)
  const collection = connection.collection<RecordDocument>('auditRecords')
  const batches = connection.collection<BatchDocument>('auditBatches')

  async function withPlaces(documents: readonly unknown[]): Promise<StoredRecord[]> {
    const found = documents.map((document) => {
      const stored = toRecord(document)
      if (stored) return stored
      throw new Error(
        'auditRecords: expected a record as Elo stores it, got another document; run audit:verify',
      )
    })
    const ids = [...new Set(found.map(({ batch }) => batch))]
    const placed = ids.length === 0 ? [] : await batches.find({ _id: { $in: ids } }).toArray()
    const firstOf = new Map(placed.map(({ _id, first }) => [_id, first]))
    return found.map(({ record, batch, position }) => {
      const first = firstOf.get(batch)
      return { record, index: first === undefined ? null : first + position }
    })
  }

  return {
    async insert(records) {
      const documents = toDocuments(records)
      try {
        // In order, so that the last record is stored after all others.
        await collection.insertMany(documents, { ordered: true, writeConcern })
      } catch (error) {
        if (!duplicateDocumentsOnly(error)) throw error
        const ids = documents.map(({ _id }) => _id)
        const stored = await collection.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray()
        const known = new Set(stored.map(({ _id }) => _id))
        const missing = documents.filter(({ _id }) => !known.has(_id))
        if (missing.length > 0) await collection.insertMany(missing, { ordered: true, writeConcern })
      }
    },
    async list({ customerIds, callerIds, operations, kinds, from, to }, { before, limit }) {
      const filter = {
        ...(customerIds && { customerIds: { $in: [...customerIds] } }),
        ...(callerIds && { 'principal.id': { $in: [...callerIds] } }),
        ...(operations && { operation: { $in: [...operations] } }),
        ...(kinds && { kind: { $in: [...kinds] } }),
        ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
        ...(before !== null && { _id: { $lt: before } }),
      }
      const documents = await collection.find(filter).sort({ _id: -1 }).limit(limit).toArray()
      return withPlaces(documents)
    },
    async find(id) {
      const document = await collection.findOne({ _id: id })
      const [stored = null] = await withPlaces(document ? [document] : [])
      return stored
    },
  }
}
