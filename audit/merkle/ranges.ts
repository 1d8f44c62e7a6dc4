import { emptyRoot, type Hash, nodeHash } from './hashes.ts'

/**
 * A node of the tree whose subtree is complete: it covers the 2^level leaves that begin at index * 2^level. Such a node
 * never changes while the tree grows, so it can be stored. Every hash of a tree of any size is made of complete nodes.
 */
export type TreeNode = { level: number; index: number }

/** The leaves from `from` up to `to`, exclusive, as one node of a tree (RFC 6962 writes D[from:to]). */
export type LeafRange = { from: number; to: number }

/** The largest power of two that is smaller than `size`; `size` is at least 2. */
export function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** The complete nodes that a range of a tree is made of, from left to right. */
export function nodesOf({ from, to }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = []
  let start = from
  while (start < to) {
    let level = 0
    let leaves = 1
    while (leaves * 2 <= to - start) {
      leaves *= 2
      level += 1
    }
    nodes.push({ level, index: start / leaves })
    start += leaves
  }
  return nodes
}

/** The hash of a range, from the hashes of its complete nodes, left to right. */
export function foldHashes(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1)
  if (!last) return emptyRoot()
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}

/** The ranges whose hashes prove that the leaf at `index` is in the tree of `size` leaves, from the leaf up (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
    }
  }
  return ranges.toReversed()
}

/** The ranges whose hashes prove that the tree of `size` leaves continues that of `oldSize` leaves (RFC 6962, 2.1.2). */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (oldSize === 0 || oldSize === size) return []
  const ranges: LeafRange[] = []
  let [from, to] = [0, size]
  let isWhole = true
  while (oldSize !== to) {
    const middle = from + splitOf(to - from)
    if (oldSize <= middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
      isWhole = false
    }
  }
  return [...(isWhole ? [] : [{ from, to }]), ...ranges.toReversed()]
}
