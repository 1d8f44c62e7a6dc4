import { generateKeyPairSync } from 'node:crypto'
import { loadavg } from 'node:os'
import type { AuditRecord } from '../audit/record/auditRecord.ts'
import { maximumBatch } from '../audit/record/batchModel.ts'
import { toDocuments } from '../audit/record/recordModel.ts'
import { createRecordStore } from '../audit/record/recordStore.ts'
import { createSequencer } from '../audit/tree/sequencer.ts'
import { createTreeStore } from '../audit/tree/treeStore.ts'
import { newId } from '../platform/lang/ids.ts'
import { ensureIndexes } from '../platform/mongo/database.ts'
import { systemClock } from '../platform/process/clock.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { readOptions } from './measure/options.ts'
import { percentile, toTable } from './measure/table.ts'

// Compares the audit trail with one insertMany of the same documents, with the same write concern and no index but `_id`.
const options = readOptions({
  rounds: { usual: 7, quick: 2 },
  records: { usual: 20_000, quick: 4_000 },
  singles: { usual: 2_000, quick: 400 },
})
const count = options.size('records')

const database = await startBenchDatabase()
try {
  const { connection } = database
  const { privateKey } = generateKeyPairSync('ed25519')
  const records = createRecordStore(connection)
  const sequencer = createSequencer({
    store: createTreeStore(connection),
    keys: { signing: privateKey, accepted: [privateKey] },
    clock: systemClock,
    logger: createLogger({ level: 'warn', name: 'bench' }),
  })
  await ensureIndexes(connection)
  const bare = connection.collection('bareRecords')
  let number = 0

  function recordOf(): AuditRecord {
    number += 1
    return {
      id: newId('aud'),
      at: new Date(),
      kind: 'READ',
      principal: { kind: 'AGENT', id: `agent-${number % 50}` },
      operation: 'ShowCustomer',
      fields: ['Query.customer', 'Customer.history'],
      customerIds: [newId('cus')],
      objectIds: [],
      outcome: 'DONE',
      reason: null,
      requestId: newId('aud'),
      details: null,
    }
  }

  const batchesOf = (size: number, all: number) =>
    Array.from({ length: Math.ceil(all / size) }, () => Array.from({ length: size }, recordOf))

  async function perSecond(all: number, work: () => Promise<void>): Promise<number> {
    const startedAt = performance.now()
    await work()
    return all / ((performance.now() - startedAt) / 1_000)
  }

  async function givePlaces(): Promise<void> {
    while ((await sequencer.step()) > 0);
  }

  const rates: Record<string, number[]> = {}
  const contestants: Record<string, () => Promise<number>> = {
    async 'insertMany of the same documents'() {
      const batches = batchesOf(maximumBatch, count).map(toDocuments)
      return perSecond(count, async () => {
        for (const batch of batches)
          await bare.insertMany(
            batch.map(({ _id: id, ...rest }) => ({ ...rest, record: id })),
            { writeConcern: { w: 'majority', j: true } },
          )
      })
    },
    async 'records stored in batches of 1,000'() {
      const batches = batchesOf(maximumBatch, count)
      return perSecond(count, async () => {
        for (const batch of batches) await records.insert(batch)
      })
    },
    'their places given': () => perSecond(count, givePlaces),
    async 'both, one after the other'() {
      const batches = batchesOf(maximumBatch, count)
      return perSecond(count, async () => {
        for (const batch of batches) await records.insert(batch)
        await givePlaces()
      })
    },
    async 'places given to batches of one record'() {
      const singles = options.size('singles')
      const batches = batchesOf(1, singles)
      await Promise.all(batches.map((batch) => records.insert(batch)))
      return perSecond(singles, givePlaces)
    },
  }
  for (let round = 0; round <= options.size('rounds'); round += 1) {
    for (const [name, measure] of Object.entries(contestants)) {
      const rate = await measure()
      // The first round warms up.
      if (round > 0) (rates[name] ??= []).push(rate)
    }
  }
  const base = rates['insertMany of the same documents'] ?? []
  const rows = Object.entries(rates).map(([name, all]) => [
    name,
    percentile(all, 50).toFixed(0),
    percentile(
      all.map((rate, round) => rate / (base[round] ?? Number.NaN)),
      50,
    ).toFixed(2),
  ])
  const load = loadavg().map((each) => each.toFixed(1))
  process.stdout.write(
    `${toTable(['', 'records/s', 'of insertMany'], rows)}\n\nload of the machine: ${load.join(', ')}\n`,
  )
} finally {
  await database.stop()
}
