import type { Connection } from 'mongoose'
import { recordHash } from '../record/auditRecord.ts'
import { type BatchDocument, batchModel, maximumBatch } from '../record/batchModel.ts'
import { type RecordDocument, recordModel, toRecord } from '../record/recordModel.ts'
import { tileWidth } from '../merkle/tiles.ts'
import type { Hash } from '../merkle/hashes.ts'
import { type StoredCheckpoint, toCheckpoint } from '../tree/hashStore.ts'
import { toHashes } from '../tree/hashBytes.ts'
import {
  type CheckpointDocument,
  type TileDocument,
  type TreeDocument,
  treeModels,
} from '../tree/treeModel.ts'
import type { PlacedRecord } from './checkTile.ts'

/** Reads the whole log as it is stored, without trusting it. */
export type VerifyStore = {
  /** The records at the places from `from` up to `to`, exclusive, with the hashes of their contents now. */
  listPlaced(from: number, to: number): Promise<PlacedRecord[]>
  /** The hashes of a tile of the lowest level; null when there is no such tile. */
  leafTile(index: number): Promise<Hash[] | null>
  /** All stored hashes of the tiles of the level above the leaves and higher, by id. */
  upperTiles(): AsyncIterable<{ id: string; hashes: Hash[] }>
  /** By size. */
  checkpoints(): AsyncIterable<StoredCheckpoint>
  size(): Promise<number>
  /** The largest place of a record; -1 when there is none. */
  lastPlace(): Promise<number>
}

export function createVerifyStore(connection: Connection): VerifyStore {
  recordModel(connection)
  batchModel(connection)
  treeModels(connection)
  const records = connection.collection<RecordDocument>('auditRecords')
  const batches = connection.collection<BatchDocument>('auditBatches')
  let lately = new Map<string, { id: string; position: number; hash: Hash | null }[]>()
  const tiles = connection.collection<TileDocument>('auditTiles')
  const checkpoints = connection.collection<CheckpointDocument>('auditCheckpoints')
  const tree = connection.collection<TreeDocument>('auditTree')
  return {
    async listPlaced(from, to) {
      const near = await batches.find({ first: { $gt: from - maximumBatch, $lt: to } }).toArray()
      const unread = near.filter(({ _id }) => !lately.has(_id)).map(({ _id }) => _id)
      const found = unread.length === 0 ? [] : await records.find({ batch: { $in: unread } }).toArray()
      const read = new Map(near.map(({ _id }) => [_id, lately.get(_id) ?? []]))
      for (const document of found) read.get(document.batch)?.push(toPlaced(document))
      // A batch is read once while the places are listed in their order.
      lately = read
      return near.flatMap(({ _id, first }) =>
        (read.get(_id) ?? []).flatMap(({ position, ...record }) => {
          const index = first + position
          return index >= from && index < to ? [{ ...record, index }] : []
        }),
      )
    },
    async leafTile(index) {
      const found = await tiles.findOne({ _id: `0.${index}` })
      return found && toHashes(found.hashes).slice(0, tileWidth)
    },
    async *upperTiles() {
      for await (const { _id: id, hashes } of tiles.find({ _id: { $not: /^0\./u } }))
        yield { id, hashes: toHashes(hashes) }
    },
    async *checkpoints() {
      for await (const document of checkpoints.find({}).sort({ _id: 1 })) yield toCheckpoint(document)
    },
    size: async () => (await tree.findOne({ _id: 'tree' }))?.size ?? 0,
    async lastPlace() {
      const last = await batches.findOne({}, { sort: { first: -1 } })
      if (!last) return -1
      const end = await records.findOne({ batch: last._id }, { sort: { position: -1 } })
      return last.first + (end?.position ?? 0)
    },
  }
}

/** A record with its position in its batch, and the hash of its content now; null when it is not as it was stored. */
function toPlaced(document: RecordDocument): { id: string; position: number; hash: Hash | null } {
  const stored = toRecord(document)
  const hash = stored && !stored.isWaiting ? recordHash(stored.record) : null
  // The hash beside a record was stored with it.
  const isOwn = hash?.equals(toHashes(document.hash)[0] ?? Buffer.alloc(0)) ?? false
  const { _id: id, position } = document
  // There is no such position in a batch: the record counts as put beside the first one.
  const isPosition = Number.isInteger(position) && position >= 0 && position < maximumBatch
  return { id: String(id), position: isPosition ? position : 0, hash: isOwn ? hash : null }
}
