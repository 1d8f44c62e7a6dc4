import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createAuditTrail } from '../../../audit/record/createAuditTrail.ts'
import { createRecordStore } from '../../../audit/record/recordStore.ts'
import { systemClock } from '../../../platform/process/clock.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import type { AuditEntry } from '../../../platform/subgraph/audit/auditTrail.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'

let database: TestDatabase
let trail: ReturnType<typeof createAuditTrail>
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'audit-trail')
  const store = createRecordStore(database.connection)
  trail = createAuditTrail({
    store,
    clock: systemClock,
    logger: createLogger({ level: 'silent', name: 'test' }),
  })
})
afterAll(async () => {
  await trail.stop()
  await database.drop()
})

const request = { principal: demoPrincipal, scope: createRequestScope() }
const change = (field: string): AuditEntry => ({
  kind: 'CHANGE',
  field,
  customerIds: ['cus_1'],
  objectIds: [],
  outcome: 'DONE',
})

/** The batches in which the records of these fields were stored. */
async function batchesOf(...fields: string[]): Promise<unknown[]> {
  return database.connection.collection('auditRecords').distinct('batch', { fields: { $in: fields } })
}

describe('an entry that is part of a change', () => {
  it('is stored by one insert with the change that comes next', async () => {
    const stored = await Promise.all([
      trail.recordWithNext(change('part'), request),
      trail.record(change('whole'), request),
    ])
    expect(new Set(stored.map(({ recordId }) => recordId)).size).toBe(2)
    expect(await batchesOf('part', 'whole')).toHaveLength(1)
  })

  it('is stored alone when no change comes', async () => {
    await trail.recordWithNext(change('alone'), request)
    expect(await batchesOf('alone')).toHaveLength(1)
  })
})
