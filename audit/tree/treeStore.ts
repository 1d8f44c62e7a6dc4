import type { ClientSession, Connection } from 'mongoose'
import { noteTime } from '../../platform/mongo/collections/causalReads.ts'
import { type BatchDocument, batchModel } from '../record/batchModel.ts'
import { recordModel, type RecordDocument } from '../record/recordModel.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { Hash } from '../merkle/hashes.ts'
import { type Edge, type TileId, tileWidth } from '../merkle/tiles.ts'
import { toBytes, toHashes } from './hashBytes.ts'
import { type CheckpointDocument, type TileDocument, type TreeDocument, treeModels } from './treeModel.ts'

/** A batch of records that has no places yet; the hashes are of its records, in their order. */
export type WaitingBatch = { id: string; hashes: readonly Hash[] }

/** What one step of the sequencer writes. */
export type Growth = {
  /** The size before. */
  from: number
  batches: readonly WaitingBatch[]
  changed: readonly (TileId & { hashes: readonly Hash[] })[]
  checkpoint: Checkpoint
  publicKey: string
  at: Date
}

export type TreeStore = {
  /** Take or renew the lease for `leaseMs`; false while another process has it. */
  takeLease(holder: string, leaseMs: number): Promise<boolean>
  /** End the lease. */
  releaseLease(holder: string): Promise<void>
  readEdge(): Promise<{ size: number; edge: Edge }>
  /** Batches without places, oldest first. */
  listWaiting(limit: number): Promise<WaitingBatch[]>
  /**
   * Write all of it in one transaction, majority-committed and journaled. False, and nothing is written, when `holder`
   * has no lease, the log has another size, or a batch is gone: so a process
   * that was stopped for long cannot write an old state.
   */
  grow(holder: string, growth: Growth): Promise<boolean>
}

const writeConcern = { w: 'majority', j: true } as const

class NotCurrentError extends Error {}

export function createTreeStore(connection: Connection): TreeStore {
  recordModel(connection)
  treeModels(connection)
  batchModel(connection)
  const batches = connection.collection<BatchDocument>('auditBatches')
  const records = connection.collection<RecordDocument>('auditRecords')
  const tree = connection.collection<TreeDocument>('auditTree')
  const tiles = connection.collection<TileDocument>('auditTiles')
  const checkpoints = connection.collection<CheckpointDocument>('auditCheckpoints')

  async function write(holder: string, growth: Growth, session: ClientSession): Promise<void> {
    const { from, changed, checkpoint, publicKey, at } = growth
    const { matchedCount } = await tree.updateOne(
      { _id: 'tree', holder, size: from },
      { $set: { size: checkpoint.size } },
      { session },
    )
    if (matchedCount !== 1) throw new NotCurrentError()
    const ids = growth.batches.map(({ id }) => id)
    const placed = await records.updateMany(
      { _id: { $in: ids }, waiting: { $exists: true } },
      { $unset: { waiting: '' } },
      { session },
    )
    if (placed.matchedCount !== ids.length) throw new NotCurrentError()
    await batches.insertMany(withFirsts(growth), { session, ordered: false })
    await tiles.bulkWrite(
      changed.map(({ level, index, hashes }) => ({
        updateOne: {
          filter: { _id: `${level}.${index}` },
          update: { $set: { hashes: toBytes(hashes) } },
          upsert: true,
        },
      })),
      { session, ordered: false },
    )
    const { size, root, text } = checkpoint
    await checkpoints.insertOne({ _id: size, at, root: toBytes([root]), text, publicKey }, { session })
  }

  return {
    async takeLease(holder, leaseMs) {
      // A pipeline, because only it reads the database's clock. Others leave the document as it is.
      const isFree = { $or: [{ $eq: ['$holder', holder] }, { $lte: ['$leaseUntil', '$$NOW'] }] }
      const found = await tree.findOneAndUpdate(
        { _id: 'tree' },
        [
          {
            $set: {
              size: { $ifNull: ['$size', 0] },
              holder: { $cond: [isFree, holder, '$holder'] },
              leaseUntil: { $cond: [isFree, { $add: ['$$NOW', leaseMs] }, '$leaseUntil'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', writeConcern },
      )
      return found?.holder === holder
    },
    async releaseLease(holder) {
      await tree.updateOne({ _id: 'tree', holder }, { $set: { holder: '', leaseUntil: new Date(0) } })
    },
    async readEdge() {
      const size = (await tree.findOne({ _id: 'tree' }))?.size ?? 0
      const places: { id: string; count: number }[] = []
      for (
        let [level, count] = [0, size];
        count > 0;
        [level, count] = [level + 1, Math.floor(count / tileWidth)]
      )
        places.push({ id: `${level}.${Math.floor(count / tileWidth)}`, count: count % tileWidth })
      const found = await tiles.find({ _id: { $in: places.map(({ id }) => id) } }).toArray()
      const edge = places.map(({ id, count }) => {
        const hashes = toHashes(found.find(({ _id }) => _id === id)?.hashes)
        if (hashes.length !== count)
          throw new Error(
            `auditTiles: expected ${count} hashes in ${id}, got ${hashes.length}; run audit:verify`,
          )
        return hashes
      })
      return { size, edge }
    },
    async listWaiting(limit) {
      const found = await records
        .find({ waiting: { $exists: true } }, { projection: { waiting: 1 }, hint: { batch: 1 } })
        .sort({ batch: 1 })
        .limit(limit)
        .toArray()
      return found.map(({ _id: id, waiting }) => ({ id, hashes: toHashes(waiting) }))
    },
    async grow(holder, growth) {
      const session = await connection.startSession()
      try {
        await session.withTransaction(() => write(holder, growth, session), {
          readConcern: { level: 'snapshot' },
          writeConcern,
          readPreference: 'primary',
        })
        noteTime(connection, session.operationTime)
        return true
      } catch (error) {
        if (error instanceof NotCurrentError) return false
        throw error
      } finally {
        await session.endSession()
      }
    },
  }
}

function withFirsts({ from, batches }: Growth): BatchDocument[] {
  let first = from
  return batches.map(({ id, hashes }) => {
    const document = { _id: id, first }
    first += hashes.length
    return document
  })
}
