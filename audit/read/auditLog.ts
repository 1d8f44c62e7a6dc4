import type { Connection } from 'mongoose'
import type { Hash } from '../merkle/hashes.ts'
import { consistencyRanges, inclusionRanges } from '../merkle/ranges.ts'
import { createRecordStore, type RecordStore } from '../record/recordStore.ts'
import { recordHash } from '../record/auditRecord.ts'
import { createHashStore, type HashStore } from '../tree/hashStore.ts'

/** Proves that a record is in the log. */
export type InclusionProof = { index: number; size: number; leaf: Hash; hashes: Hash[] }

/** Why there is no proof. */
export type NoProof = 'NO_SUCH_RECORD' | 'NO_PLACE_YET' | 'NOT_IN_THIS_SIZE' | 'LARGER_THAN_THE_LOG'

/** Reads the audit trail, its checkpoints and its proofs. */
export type AuditLog = Pick<RecordStore, 'list' | 'find'> &
  Pick<HashStore, 'newestCheckpoint'> & {
    /** A proof for a record in the tree of `size` records, or of the newest checkpoint. */
    proveInclusion(recordId: string, size: number | null): Promise<InclusionProof | NoProof>
    /** A proof that the tree of `size` records continues that of `oldSize`, which is at most as large. */
    proveConsistency(oldSize: number, size: number): Promise<Hash[] | NoProof>
  }

export function createAuditLog(connection: Connection): AuditLog {
  const records = createRecordStore(connection)
  const hashes = createHashStore(connection)
  return {
    list: (filter, page) => records.list(filter, page),
    find: (id) => records.find(id),
    newestCheckpoint: () => hashes.newestCheckpoint(),
    async proveInclusion(recordId, given) {
      const stored = await records.find(recordId)
      if (!stored) return 'NO_SUCH_RECORD'
      const newest = (await hashes.newestCheckpoint())?.size ?? 0
      const { index, record } = stored
      if (index === null || index >= newest) return 'NO_PLACE_YET'
      const size = given ?? newest
      if (size > newest) return 'LARGER_THAN_THE_LOG'
      if (index >= size) return 'NOT_IN_THIS_SIZE'
      const path = await hashes.hashesOf(inclusionRanges(index, size))
      return { index, size, leaf: recordHash(record), hashes: path }
    },
    async proveConsistency(oldSize, size) {
      const newest = (await hashes.newestCheckpoint())?.size ?? 0
      if (size > newest) return 'LARGER_THAN_THE_LOG'
      return hashes.hashesOf(consistencyRanges(oldSize, size))
    },
  }
}
