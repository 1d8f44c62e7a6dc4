import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCheckpointKeys } from '../../audit/checkpoint/checkpointKeys.ts'
import { createSequencer } from '../../audit/tree/sequencer.ts'
import { createTreeStore } from '../../audit/tree/treeStore.ts'
import { verifyLog } from '../../audit/verify/verifyLog.ts'
import { createVerifyStore } from '../../audit/verify/verifyStore.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { until } from '../support/until.ts'
import { startLog } from './support/startLog.ts'

const program = new URL('support/recordAndSequence.ts', import.meta.url).pathname

let log: Awaited<ReturnType<typeof startLog>>
let folder: string
beforeAll(async () => {
  log = await startLog('killed')
  folder = await mkdtemp(join(tmpdir(), 'elo-audit-'))
})
afterAll(async () => {
  await log.drop()
  await rm(folder, { recursive: true })
})

/** Run the program until it has recorded so many, and kill it; gives the ids that it was told are stored. */
async function recordAndDie(keyFile: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, log.uri, keyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const ids: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    ids.push(line)
    if (ids.length === count) child.kill('SIGKILL')
  }
  await exited
  return ids
}

describe('processes that are killed while they record and give places', () => {
  it('lose no record, repeat none, and leave a log that verifies', async () => {
    const keyFile = join(folder, 'audit.key')
    const keys = await openCheckpointKeys(keyFile)
    const stored: string[] = []
    for (const count of [150, 231, 377, 1_003]) {
      const both = await Promise.all([recordAndDie(keyFile, count), recordAndDie(keyFile, count + 17)])
      stored.push(...both.flat())
    }
    const logger = createLogger({ level: 'silent', name: 'test' })
    const store = createTreeStore(log.connection)
    const sequencer = createSequencer({ store, keys, clock: systemClock, logger })
    // The lease of a killed process ends by itself, and so does a transaction that it left open.
    await until('all records have places', async () => {
      await sequencer.step().catch(() => 0)
      return (await store.listWaiting(1)).length === 0
    })
    const placed: { id: string; index: number }[] = []
    for (let before: string | null = null; ;) {
      const page = await log.records.list({}, { before, limit: 1_000 })
      placed.push(...page.flatMap(({ record: { id }, index }) => (index === null ? [] : [{ id, index }])))
      const last = page.at(-1)
      if (!last) break
      before = last.record.id
    }
    expect(placed.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      placed.map((_place, index) => index),
    )
    const ids = new Set(placed.map(({ id }) => id))
    expect(stored.filter((id) => !ids.has(id))).toEqual([])
    const { findings, size } = await verifyLog(createVerifyStore(log.connection), { keys: keys.accepted })
    expect(findings).toEqual([])
    expect(size).toBe(placed.length)
  }, 180_000)
})
