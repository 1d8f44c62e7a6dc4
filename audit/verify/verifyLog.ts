import type { KeyObject } from 'node:crypto'
import { type CheckpointFault, readCheckpoint, type TreeHead } from '../checkpoint/checkpoint.ts'
import { createCompactRange } from '../merkle/compactRange.ts'
import { type Hash, leafHash } from '../merkle/hashes.ts'
import { appendLeaves, type Edge, tileWidth } from '../merkle/tiles.ts'
import { checkTile, type Finding, type PlacedRecord } from './checkTile.ts'
import type { VerifyStore } from './verifyStore.ts'

/** The outcome: the log is as it was signed when there are no findings. */
export type Verification = { size: number; checkpoints: number; findings: Finding[] }

/** A tree head that somebody signed: a stored checkpoint, or the one that a witness kept. */
type SignedHead = TreeHead & { isWitness: boolean }

const maximumNamed = 100

/** Stands for a place without exactly one record: no record has this hash. */
const nothing = leafHash('')

/**
 * Check the whole log against its signatures. Each record's hash is computed again and compared with the hash that was
 * stored when the record got its place; the roots of both are compared with every checkpoint. So a change is found when
 * the records were changed, when the hashes were changed with them, and when both were cut off while a checkpoint of a
 * witness says otherwise. Never throws for what it finds. What comes into the log meanwhile is not checked.
 */
export async function verifyLog(
  store: VerifyStore,
  { keys, witness = null }: { keys: readonly KeyObject[]; witness?: string | null },
): Promise<Verification> {
  const findings: Finding[] = []
  const end = await store.size()
  const { heads, count } = await signedHeads(store, keys, witness, findings)
  const ofRecords = createCompactRange()
  const ofHashes = createCompactRange()
  const suspects: number[] = []
  const upper = new Map<string, readonly Hash[]>()
  let edge: Edge = []
  let lastSigned = 0
  let isBroken = false

  function checkHead(head: SignedHead): void {
    const isOfRecords = ofRecords.root().equals(head.root)
    const isOfHashes = ofHashes.root().equals(head.root)
    if (head.isWitness && !isOfRecords) {
      const message = `the witness's checkpoint of ${head.size} records has another root than the log`
      findings.push({ fault: 'WITNESS_DISAGREES', index: head.size - 1, message })
    }
    if (isOfHashes) lastSigned = Math.max(lastSigned, head.size)
    else if (!isBroken && !head.isWitness) {
      isBroken = true
      findings.push({
        fault: isOfRecords ? 'HASHES_EDITED' : 'EDITED',
        index: lastSigned,
        message: isOfRecords
          ? `a stored hash between ${lastSigned} and ${head.size - 1} was changed; the records are right`
          : `what is stored between ${lastSigned} and ${head.size - 1}, with its hashes, is not what was signed`,
      })
    }
  }

  for (let tile = 0; ; tile += 1) {
    const first = tile * tileWidth
    const hashes = (await store.leafTile(tile))?.slice(0, Math.max(0, end - first)) ?? []
    if (hashes.length === 0) break
    const records = await store.listPlaced(first, first + hashes.length)
    if (!isAsRecorded(records, hashes, first)) suspects.push(tile)
    const byPlace = new Map(records.map(({ index, hash }) => [index, hash]))
    for (const [offset, hash] of hashes.entries()) {
      ofHashes.append(hash)
      ofRecords.append(byPlace.get(first + offset) ?? nothing)
      for (const head of heads.get(first + offset + 1) ?? []) checkHead(head)
    }
    const after = appendLeaves(edge, first, hashes)
    for (const { level, index, hashes: changed } of after.changed)
      if (level > 0) upper.set(`${level}.${index}`, changed)
    edge = after.edge
    if (hashes.length < tileWidth) break
  }

  const size = ofHashes.size()
  await nameSuspects(store, { suspects, end }, findings)
  const isGrowing = (await store.size()) > end
  await checkUpperTiles(store, { expected: upper, isGrowing }, findings)
  await checkEnds(store, { size, end, lastSigned, heads }, findings)
  return { size, checkpoints: count, findings: findings.toSorted((a, b) => a.index - b.index) }
}

/** The heads by their sizes, and findings for those that nobody trusted has signed. */
async function signedHeads(
  store: VerifyStore,
  keys: readonly KeyObject[],
  witness: string | null,
  findings: Finding[],
): Promise<{ heads: Map<number, SignedHead[]>; count: number }> {
  const heads = new Map<number, SignedHead[]>()
  let count = 0
  const add = (head: SignedHead) => heads.set(head.size, [...(heads.get(head.size) ?? []), head])
  for await (const stored of store.checkpoints()) {
    count += 1
    const read = readCheckpoint(stored.text, keys)
    const isSame = typeof read !== 'string' && read.size === stored.size && read.root.equals(stored.root)
    if (isSame) {
      add({ size: stored.size, root: stored.root, isWitness: false })
      continue
    }
    const why = typeof read === 'string' ? faultTexts[read] : 'it was signed for another size or root'
    findings.push({
      fault: 'CHECKPOINT_EDITED',
      index: stored.size - 1,
      message: `the checkpoint of ${stored.size} records is not valid: ${why}`,
    })
  }
  if (witness !== null) {
    const read = readCheckpoint(witness, keys)
    if (typeof read === 'string')
      findings.push({
        fault: 'WITNESS_DISAGREES',
        index: 0,
        message: `the witness's checkpoint is not valid: ${faultTexts[read]}`,
      })
    else add({ size: read.size, root: read.root, isWitness: true })
  }
  return { heads, count }
}

const faultTexts: Readonly<Record<CheckpointFault, string>> = {
  MALFORMED: 'it does not have the form of a checkpoint',
  UNKNOWN_KEY: 'none of the given keys has signed it',
  WRONG_SIGNATURE: 'its signature is wrong',
}

function isAsRecorded(records: readonly PlacedRecord[], hashes: readonly Hash[], first: number): boolean {
  if (records.length !== hashes.length) return false
  const byPlace = new Map(records.map((record) => [record.index, record.hash]))
  return hashes.every((hash, offset) => byPlace.get(first + offset)?.equals(hash) ?? false)
}

/** Name what is wrong in these tiles. Only then the places of all hashes are needed. */
async function nameSuspects(
  store: VerifyStore,
  { suspects, end }: { suspects: readonly number[]; end: number },
  findings: Finding[],
): Promise<void> {
  if (suspects.length === 0) return
  const places = new Map<string, number>()
  for (let tile = 0, hashes = await store.leafTile(0); hashes; hashes = await store.leafTile((tile += 1)))
    for (const [offset, hash] of hashes.entries()) places.set(hash.toString('hex'), tile * tileWidth + offset)
  for (const tile of suspects) {
    const first = tile * tileWidth
    const hashes = (await store.leafTile(tile))?.slice(0, end - first) ?? []
    const records = await store.listPlaced(first, first + hashes.length)
    findings.push(...checkTile(records, hashes, first, (hash) => places.get(hash.toString('hex')) ?? null))
  }
}

async function checkUpperTiles(
  store: VerifyStore,
  { expected, isGrowing }: { expected: Map<string, readonly Hash[]>; isGrowing: boolean },
  findings: Finding[],
): Promise<void> {
  const missing = new Set(expected.keys())
  for await (const { id, hashes } of store.upperTiles()) {
    missing.delete(id)
    const wanted = expected.get(id) ?? []
    // While the log grows, more hashes come; the next check compares them.
    const isLength = isGrowing ? hashes.length >= wanted.length : hashes.length === wanted.length
    if (isLength && wanted.every((hash, place) => hashes[place]?.equals(hash))) continue
    findings.push({ fault: 'HASHES_EDITED', index: 0, message: `the hashes in tile ${id} were changed` })
  }
  for (const id of missing)
    findings.push({ fault: 'HASHES_EDITED', index: 0, message: `tile ${id} of the hashes is missing` })
}

/** Compare the end of the records, of the hashes, of the state and of what was signed. */
async function checkEnds(
  store: VerifyStore,
  ends: { size: number; end: number; lastSigned: number; heads: Map<number, SignedHead[]> },
  findings: Finding[],
): Promise<void> {
  const { size, end, lastSigned, heads } = ends
  const last = await store.lastPlace()
  const state = await store.size()
  const largest = Math.max(0, ...heads.keys())
  if (largest > state || size < end) {
    const who = heads.get(largest)?.some(({ isWitness }) => isWitness) ? "the witness's" : 'a signed'
    const message = `the log ends after ${Math.min(size, state)} records; ${who} checkpoint has ${largest}`
    findings.push({ fault: 'TRUNCATED', index: size, message })
  }
  if (lastSigned < size && largest <= lastSigned) {
    const message = `${size - lastSigned} records from ${lastSigned} on are in no signed checkpoint`
    findings.push({ fault: 'INSERTED', index: lastSigned, message })
  }
  if (last < state) return
  for (const { id, index } of (await store.listPlaced(state, last + 1)).slice(0, maximumNamed))
    findings.push({
      fault: 'INSERTED',
      index,
      message: `${id} was put at ${index}, after the end of the log`,
    })
}
