import type { Connection } from 'mongoose'
import { duplicateDocumentsOnly } from '../../platform/mongo/mongoErrors.ts'
import { recordHash, type AuditRecord } from './auditRecord.ts'
import { type RecordDocument, recordModel, toDocument, toRecord } from './recordModel.ts'

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
  /** Store records by one insert, majority-committed and journaled. A record that is stored already stays. */
  insert(records: readonly AuditRecord[]): Promise<void>
  /** Newest first, before the record with the id `before`. */
  list(filter: RecordFilter, page: { before: string | null; limit: number }): Promise<StoredRecord[]>
  find(id: string): Promise<StoredRecord | null>
}

const writeConcern = { w: 'majority', j: true } as const

export function createRecordStore(connection: Connection): RecordStore {
  recordModel(connection)
  const collection = connection.collection<RecordDocument>('auditRecords')
  const read = (document: unknown): StoredRecord => {
    const stored = toRecord(document)
    if (stored) return stored
    throw new Error(
      'auditRecords: expected a record as Elo stores it, got another document; run audit:verify',
    )
  }

  return {
    async insert(records) {
      const documents = records.map((record) => toDocument(record, recordHash(record)))
      try {
        await collection.insertMany(documents, { ordered: false, writeConcern })
      } catch (error) {
        if (!duplicateDocumentsOnly(error)) throw error
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
      return documents.map(read)
    },
    async find(id) {
      const document = await collection.findOne({ _id: id })
      return document && read(document)
    },
  }
}
