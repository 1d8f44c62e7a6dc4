import type { Connection } from 'mongoose'
import type { TreeHead } from '../checkpoint/checkpoint.ts'
import type { Hash } from '../merkle/hashes.ts'
import { foldHashes, type LeafRange, nodesOf } from '../merkle/ranges.ts'
import { completeHash, placeOf } from '../merkle/tiles.ts'
import { toHashes } from './hashBytes.ts'
import { type CheckpointDocument, type TileDocument, treeModels } from './treeModel.ts'

/** A checkpoint as it is stored. */
export type StoredCheckpoint = TreeHead & { at: Date; text: string; publicKey: string }

export type HashStore = {
  /** The newest checkpoint; null before the first record has a place. */
  newestCheckpoint(): Promise<StoredCheckpoint | null>
  /** The hashes of ranges of a tree, in their order; one read. */
  hashesOf(ranges: readonly LeafRange[]): Promise<Hash[]>
}

export function createHashStore(connection: Connection): HashStore {
  treeModels(connection)
  const tiles = connection.collection<TileDocument>('auditTiles')
  const checkpoints = connection.collection<CheckpointDocument>('auditCheckpoints')

  return {
    async newestCheckpoint() {
      const found = await checkpoints.findOne({}, { sort: { _id: -1 } })
      return found && toCheckpoint(found)
    },
    async hashesOf(ranges) {
      const placesOf = ranges.map((range) => nodesOf(range).map(placeOf))
      const ids = new Set(placesOf.flat().map(({ level, index }) => `${level}.${index}`))
      const found = await tiles.find({ _id: { $in: [...ids] } }).toArray()
      const byId = new Map(found.map(({ _id, hashes }) => [_id, toHashes(hashes)]))
      return placesOf.map((places) =>
        foldHashes(
          places.map(({ level, index, from, to }) => {
            const hashes = byId.get(`${level}.${index}`)?.slice(from, to)
            if (hashes?.length === to - from) return completeHash(hashes)
            throw new Error(
              `auditTiles: expected ${to} hashes in ${level}.${index}, got fewer; run audit:verify`,
            )
          }),
        ),
      )
    },
  }
}

export function toCheckpoint({ _id: size, at, root, text, publicKey }: CheckpointDocument): StoredCheckpoint {
  const [hash = Buffer.alloc(0)] = toHashes(root)
  return { size, root: hash, at, text, publicKey }
}
