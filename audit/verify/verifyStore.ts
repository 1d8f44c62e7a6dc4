import type { Connection } from 'mongoose'
import { recordHash } from '../record/auditRecord.ts'
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
  treeModels(connection)
  const records = connection.collection<RecordDocument>('auditRecords')
  const tiles = connection.collection<TileDocument>('auditTiles')
  const checkpoints = connection.collection<CheckpointDocument>('auditCheckpoints')
  const tree = connection.collection<TreeDocument>('auditTree')
  return {
    async listPlaced(from, to) {
      const found = await records.find({ index: { $gte: from, $lt: to } }).toArray()
      return found.map((document) => {
        const stored = toRecord(document)
        const { _id: id, index = -1, waiting } = document
        const hash = stored && waiting === undefined ? recordHash(stored.record) : null
        // The hash beside a record was stored with it.
        const isOwn = hash?.equals(toHashes(document.hash)[0] ?? Buffer.alloc(0)) ?? false
        return { id: String(id), index, hash: isOwn ? hash : null }
      })
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
      const [last] = await records
        .find({ index: { $exists: true } }, { projection: { index: 1 } })
        .sort({ index: -1 })
        .limit(1)
        .toArray()
      return last?.index ?? -1
    },
  }
}
