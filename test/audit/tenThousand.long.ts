import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leafOf, recordHash, type AuditRecord } from '../../audit/record/auditRecord.ts'
import { checkTile, type PlacedRecord } from '../../audit/verify/checkTile.ts'
import { createAuditTrail } from '../../audit/record/createAuditTrail.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { recordOf, startLog } from './support/startLog.ts'

const size = 10_000
const width = 256

let log: Awaited<ReturnType<typeof startLog>>
let records: AuditRecord[]
beforeAll(async () => {
  log = await startLog('tenThousand')
  records = await log.fill(size)
}, 120_000)
afterAll(() => log.drop())

/**
 * Whether a proof is right, written after RFC 9162, section 2.1.3.2, with bits of BigInt, and nothing of audit/: it
 * hashes the leaf's text and the nodes itself.
 */
function provesInclusion(
  leaf: string,
  index: number,
  treeSize: number,
  hashes: string[],
  root: string,
): boolean {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  let fn = BigInt(index)
  let sn = BigInt(treeSize - 1)
  let r = sha256(Buffer.of(0), Buffer.from(leaf, 'utf8'))
  for (const hash of hashes) {
    const p = Buffer.from(hash, 'base64')
    if (sn === 0n) return false
    if ((fn & 1n) === 1n || fn === sn) {
      r = sha256(Buffer.of(1), p, r)
      if ((fn & 1n) === 0n) {
        while ((fn & 1n) === 0n && fn !== 0n) {
          fn >>= 1n
          sn >>= 1n
        }
      }
    } else r = sha256(Buffer.of(1), r, p)
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n && r.toString('base64') === root
}

/** Numbers that look random and are the same each time. */
function numbersBelow(limit: number, count: number): number[] {
  let seed = 20_261_129
  return Array.from({ length: count }, () => (seed = (seed * 48_271) % 2_147_483_647) % limit)
}

describe('a log of 10,000 records', () => {
  it('proves 1,000 random records to a verifier that shares nothing with the writer', async () => {
    const root = (await log.log.newestCheckpoint())?.root.toString('base64') ?? ''
    for (const index of numbersBelow(size, 1_000)) {
      const record = records[index] ?? recordOf(0)
      const proof = await log.log.proveInclusion(record.id, null)
      if (typeof proof === 'string') throw new Error(proof)
      const hashes = proof.hashes.map((hash) => hash.toString('base64'))
      expect(proof.index).toBe(index)
      expect(provesInclusion(leafOf(record), index, size, hashes, root)).toBe(true)
      expect(provesInclusion(`${leafOf(record)} `, index, size, hashes, root)).toBe(false)
    }
  }, 120_000)

  it('verifies, and every edit, deletion, insertion and move of one record is named', async () => {
    expect((await log.verify()).findings).toEqual([])
    const hashes = records.map(recordHash)
    const placeOfHash = new Map(hashes.map((hash, index) => [hash.toString('hex'), index]))
    const placed = records.map(({ id }, index): PlacedRecord => ({ id, index, hash: hashes[index] ?? null }))
    let found = 0
    for (let tile = 0; tile * width < size; tile += 1) {
      const first = tile * width
      const there = placed.slice(first, first + width)
      const expected = hashes.slice(first, first + width)
      const faults = (changed: PlacedRecord[]) =>
        checkTile(changed, expected, first, (hash) => placeOfHash.get(hash.toString('hex')) ?? null).map(
          ({ fault, index }) => `${fault} ${index}`,
        )
      expect(faults(there)).toEqual([])
      for (const [offset, record] of there.entries()) {
        const { index } = record
        const record0 = records[index] ?? recordOf(0)
        const edited = { ...record, hash: recordHash({ ...record0, outcome: 'FAILED' }) }
        const other = placed[(index + 1) % size]
        const added = { id: 'aud_other', index, hash: recordHash({ ...record0, id: 'aud_other' }) }
        expect(faults(there.with(offset, edited))).toEqual([`EDITED ${index}`])
        expect(faults(there.toSpliced(offset, 1))).toEqual([`DELETED ${index}`])
        expect(faults([...there, added])).toEqual([`INSERTED ${index}`])
        expect(faults(there.with(offset, { ...record, hash: other?.hash ?? null }))).toEqual([
          `MOVED ${index}`,
        ])
        found += 4
      }
    }
    expect(found).toBe(4 * size)
  }, 300_000)

  it('is written in batches, at least 10,000 records in a second on an idle machine', async () => {
    const logger = createLogger({ level: 'silent', name: 'test' })
    const trail = createAuditTrail({ store: log.records, clock: systemClock, logger })
    const count = 50_000
    const startedAt = performance.now()
    for (let number = 0; number < count; number += 1) {
      await trail.room?.()
      trail.note(
        {
          kind: 'READ',
          field: 'Query.customer',
          customerIds: [`cus_${number}`],
          objectIds: [],
          outcome: 'DONE',
        },
        { principal: demoPrincipal, scope: createRequestScope() },
      )
    }
    await trail.stop()
    const perSecond = Math.round(count / ((performance.now() - startedAt) / 1_000))
    const sequencingAt = performance.now()
    let placed = 0
    for (let step = await log.sequencer.step(); step > 0; step = await log.sequencer.step()) placed += step
    const placedPerSecond = Math.round(placed / ((performance.now() - sequencingAt) / 1_000))
    process.stderr.write(`${perSecond} records/s stored, ${placedPerSecond} records/s given places\n`)
    expect(await log.connection.collection('auditRecords').countDocuments()).toBe(size + count)
    expect(placed).toBe(count)
    // Far below what an idle machine does: others may run beside the test.
    expect(perSecond).toBeGreaterThan(2_000)
  }, 300_000)
})
