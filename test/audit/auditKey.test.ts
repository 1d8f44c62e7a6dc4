import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startAudit } from '../../audit/startAudit.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `auditKey_${process.pid}`)
  folder = await mkdtemp(join(tmpdir(), 'elo-audit-key-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

/** The events of the log of a start with this file. */
async function eventsOfStart(path: string, isRequired: boolean): Promise<unknown[]> {
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line) => void lines.push(line) })
  const { connection } = database
  const audit = await startAudit({ connection, keyFile: { path, isRequired }, clock: systemClock, logger })
  await audit.stop()
  return lines.map((line): unknown => JSON.parse(line))
}

describe('the key of the audit trail', () => {
  it('is named in a warning when it is made in a place that no setting names', async () => {
    const path = join(folder, 'data', 'audit.key')
    expect(await eventsOfStart(path, false)).toMatchObject([{ level: 40, event: 'audit_key_made', path }])
    expect(await eventsOfStart(path, false)).toEqual([])
  })

  it('is made without a warning where a setting names it', async () => {
    expect(await eventsOfStart(join(folder, 'named.key'), true)).toEqual([])
  })
})
