import { foldHashes, type TreeNode } from './ranges.ts'
import type { Hash } from './hashes.ts'

/**
 * The hashes of complete nodes are stored in tiles, as in C2SP's tlog-tiles: tile `index` of `level` has the 256 nodes of
 * tree level 8 * `level` that begin at node 256 * `index`. The levels between are computed. A tile with 256 hashes is
 * full and never changes; its own hash is the next hash of the level above.
 */
export type TileId = { level: number; index: number }

export const tileWidth = 256
const tileHeight = 8

/** The tile in which a node's leaves are, or the node itself, and which of its hashes they are. */
export function placeOf({ level, index }: TreeNode): TileId & { from: number; to: number } {
  const width = 2 ** (level % tileHeight)
  const first = index * width
  return {
    level: Math.floor(level / tileHeight),
    index: Math.floor(first / tileWidth),
    from: first % tileWidth,
    to: (first % tileWidth) + width,
  }
}

/** The partial tiles at the right edge of a tree, by level from the leaves up; all that is needed to continue the tree. */
export type Edge = readonly (readonly Hash[])[]

/** The tiles that new leaves change, with all their hashes, and the edge after them. */
export function appendLeaves(
  edge: Edge,
  size: number,
  leaves: readonly Hash[],
): { edge: Edge; changed: (TileId & { hashes: readonly Hash[] })[] } {
  const changed: (TileId & { hashes: readonly Hash[] })[] = []
  const next: Hash[][] = edge.map((hashes) => [...hashes])
  let [added, first] = [leaves, size]
  for (let level = 0; added.length > 0; level += 1) {
    const above: Hash[] = []
    const firstAbove = Math.floor(first / tileWidth)
    let hashes = next[level] ?? []
    let index = firstAbove
    for (const hash of added) {
      hashes.push(hash)
      if (hashes.length < tileWidth) continue
      changed.push({ level, index, hashes })
      above.push(foldHashes([...completeHashes(hashes)]))
      hashes = []
      index += 1
    }
    if (hashes.length > 0) changed.push({ level, index, hashes })
    next[level] = hashes
    ;[added, first] = [above, firstAbove]
  }
  return { edge: next, changed }
}

/** The root of the tree that ends at this edge. */
export function rootOf(edge: Edge): Hash {
  return foldHashes(edge.toReversed().flatMap((hashes) => [...completeHashes(hashes)]))
}

/** The hashes of the largest complete nodes over these hashes, from left to right. */
function* completeHashes(hashes: readonly Hash[]): Generator<Hash> {
  let start = 0
  while (start < hashes.length) {
    let width = 1
    while (width * 2 <= hashes.length - start) width *= 2
    yield completeHash(hashes.slice(start, start + width))
    start += width
  }
}

/** The hash of the complete node over a power of two of hashes. */
export function completeHash(hashes: readonly Hash[]): Hash {
  const [first] = hashes
  if (first && hashes.length === 1) return first
  const middle = hashes.length / 2
  return foldHashes([completeHash(hashes.slice(0, middle)), completeHash(hashes.slice(middle))])
}
