import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isContinued, isIncluded } from '../../../audit/merkle/checkProof.ts'
import { createCompactRange } from '../../../audit/merkle/compactRange.ts'
import { emptyRoot, type Hash, leafHash } from '../../../audit/merkle/hashes.ts'
import { consistencyRanges, inclusionRanges, type LeafRange } from '../../../audit/merkle/ranges.ts'
import { appendLeaves, completeHash, type Edge, placeOf, rootOf } from '../../../audit/merkle/tiles.ts'
import { nodesOf, foldHashes } from '../../../audit/merkle/ranges.ts'

/** The leaves and roots of the test vectors of certificate-transparency (merkletree tests), in hexadecimal. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')))

/** The root as RFC 6962 defines it, by recursion. */
function rootByDefinition(hashes: readonly Hash[]): Hash {
  const [first] = hashes
  if (!first) return createHash('sha256').digest()
  if (hashes.length === 1) return first
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(rootByDefinition(hashes.slice(0, split)))
    .update(rootByDefinition(hashes.slice(split)))
    .digest()
}

/** A tree in tiles, from which hashes of ranges are read as the log reads them. */
function treeOf(hashes: readonly Hash[], batches: readonly number[]) {
  const tiles = new Map<string, readonly Hash[]>()
  let edge: Edge = []
  let size = 0
  for (const batch of batches) {
    const added = hashes.slice(size, size + batch)
    const after = appendLeaves(edge, size, added)
    for (const { level, index, hashes: stored } of after.changed) tiles.set(`${level}.${index}`, [...stored])
    edge = after.edge
    size += added.length
  }
  return {
    root: rootOf(edge),
    hashOf: (range: LeafRange) =>
      foldHashes(
        nodesOf(range).map((node) => {
          const { level, index, from, to } = placeOf(node)
          const found = tiles.get(`${level}.${index}`)?.slice(from, to) ?? []
          expect(found).toHaveLength(to - from)
          return completeHash(found)
        }),
      ),
  }
}

const many = Array.from({ length: 66_049 }, (_, index) => leafHash(String(index)))

describe('the tree', () => {
  it('has the roots of the test vectors of certificate-transparency', () => {
    const range = createCompactRange()
    const grown = leaves.map((leaf, index) => {
      range.append(leaf)
      expect(rootOf(appendLeaves([], 0, leaves.slice(0, index + 1)).edge)).toEqual(range.root())
      return range.root().toString('hex')
    })
    expect(grown).toEqual(roots)
    expect(emptyRoot().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    expect(rootOf([])).toEqual(emptyRoot())
  })

  it('has the same root however its leaves come, over several levels of tiles', () => {
    for (const size of [255, 256, 257, 513, 66_049]) {
      const hashes = many.slice(0, size)
      const expected = rootByDefinition(hashes)
      for (const batch of [size, 1_000]) {
        const batches = Array.from({ length: Math.ceil(size / batch) }, () => batch)
        expect(treeOf(hashes, batches).root).toEqual(expected)
      }
    }
  })
})

describe('an inclusion proof', () => {
  it('holds for each leaf of each size up to 36, and for no other leaf, place, size or root', () => {
    for (let size = 1; size <= 36; size += 1) {
      const tree = treeOf(many.slice(0, size), [size])
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionRanges(index, size).map(tree.hashOf)
        const leaf = many[index] ?? emptyRoot()
        const head = { size, root: tree.root }
        expect(isIncluded({ leaf, index, proof }, head)).toBe(true)
        expect(isIncluded({ leaf: leafHash('other'), index, proof }, head)).toBe(false)
        expect(isIncluded({ leaf, index: index + 1, proof }, head)).toBe(false)
        expect(isIncluded({ leaf, index, proof: [...proof, leaf] }, head)).toBe(false)
        expect(isIncluded({ leaf, index, proof: proof.slice(1) }, head)).toBe(size === 1)
        expect(isIncluded({ leaf, index, proof }, { size, root: leaf })).toBe(size === 1)
      }
    }
  })
})

describe('a consistency proof', () => {
  it('holds for each two sizes up to 24, and for no other roots', () => {
    const trees = Array.from({ length: 25 }, (_, size) => treeOf(many.slice(0, size), [size]))
    for (const [to, tree] of trees.entries()) {
      for (const [from, old] of trees.slice(0, to + 1).entries()) {
        const proof = consistencyRanges(from, to).map(tree.hashOf)
        const [then, now] = [
          { size: from, root: old.root },
          { size: to, root: tree.root },
        ]
        expect(isContinued(proof, then, now)).toBe(true)
        expect(isContinued(proof, { ...then, root: leafHash('other') }, now)).toBe(false)
        if (from > 0) expect(isContinued(proof, then, { ...now, root: leafHash('other') })).toBe(false)
        expect(isContinued([...proof, leafHash('more')], then, now)).toBe(false)
      }
    }
  })
})
