import { type Hash, nodeHash } from './hashes.ts'
import { foldHashes } from './ranges.ts'

/** A tree that only grows and keeps no leaves: the hashes of its largest complete nodes, from left to right. */
export type CompactRange = { append(leaf: Hash): void; size(): number; root(): Hash }

export function createCompactRange(): CompactRange {
  const nodes: { leaves: number; hash: Hash }[] = []
  let size = 0
  return {
    append(leaf) {
      let node = { leaves: 1, hash: leaf }
      for (let last = nodes.at(-1); last?.leaves === node.leaves; last = nodes.at(-1)) {
        nodes.pop()
        node = { leaves: node.leaves * 2, hash: nodeHash(last.hash, node.hash) }
      }
      nodes.push(node)
      size += 1
    },
    size: () => size,
    root: () => foldHashes(nodes.map(({ hash }) => hash)),
  }
}
