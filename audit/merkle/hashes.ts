import { createHash } from 'node:crypto'

/** A SHA-256, 32 bytes. */
export type Hash = Buffer

const leafPrefix = Buffer.from([0x00])
const nodePrefix = Buffer.from([0x01])

/** The hash of a leaf (RFC 6962, section 2.1). The prefix keeps a leaf from being taken for a node. */
export function leafHash(leaf: string | Buffer): Hash {
  return createHash('sha256').update(leafPrefix).update(leaf).digest()
}

/** The hash of a node over its two children (RFC 6962, section 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest()
}

/** The root of a tree without leaves. */
export function emptyRoot(): Hash {
  return createHash('sha256').digest()
}
