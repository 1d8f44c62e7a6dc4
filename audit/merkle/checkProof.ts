import { emptyRoot, type Hash, nodeHash } from './hashes.ts'

/** Whether a proof shows that `leaf` is at `index` in the tree with this size and root (RFC 9162, 2.1.3.2). */
export function isIncluded(
  { leaf, index, proof }: { leaf: Hash; index: number; proof: readonly Hash[] },
  { size, root }: { size: number; root: Hash },
): boolean {
  if (index < 0 || index >= size) return false
  let [position, last, hash] = [index, size - 1, leaf]
  for (const step of proof) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(step, hash)
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)]
    } else hash = nodeHash(hash, step)
    ;[position, last] = [half(position), half(last)]
  }
  return last === 0 && hash.equals(root)
}

/** Whether a proof shows that the tree `now` continues the tree `then` (RFC 9162, 2.1.4.2). */
export function isContinued(
  proof: readonly Hash[],
  then: { size: number; root: Hash },
  now: { size: number; root: Hash },
): boolean {
  if (then.size > now.size) return false
  if (then.size === now.size) return proof.length === 0 && then.root.equals(now.root)
  if (then.size === 0) return proof.length === 0 && then.root.equals(emptyRoot())
  const isPowerOfTwo = Number.isInteger(Math.log2(then.size))
  const [first, ...steps] = isPowerOfTwo ? [then.root, ...proof] : proof
  if (!first) return false
  let [position, last] = [then.size - 1, now.size - 1]
  while (position % 2 === 1) [position, last] = [half(position), half(last)]
  let [oldHash, newHash] = [first, first]
  for (const step of steps) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      ;[oldHash, newHash] = [nodeHash(step, oldHash), nodeHash(step, newHash)]
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)]
    } else newHash = nodeHash(newHash, step)
    ;[position, last] = [half(position), half(last)]
  }
  return last === 0 && oldHash.equals(then.root) && newHash.equals(now.root)
}

function half(value: number): number {
  return Math.floor(value / 2)
}
