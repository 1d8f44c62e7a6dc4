import { generateKeyPairSync } from 'node:crypto'
import { inject } from 'vitest'
import { createAuditLog } from '../../../audit/read/auditLog.ts'
import { createRecordStore } from '../../../audit/record/recordStore.ts'
import type { AuditRecord } from '../../../audit/record/auditRecord.ts'
import { createSequencer } from '../../../audit/tree/sequencer.ts'
import { createTreeStore } from '../../../audit/tree/treeStore.ts'
import { verifyLog } from '../../../audit/verify/verifyLog.ts'
import { createVerifyStore } from '../../../audit/verify/verifyStore.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { ensureIndexes } from '../../../platform/mongo/database.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

/** The record with this number. */
export function recordOf(number: number): AuditRecord {
  return {
    id: newId('aud'),
    at: new Date(at.getTime() + number),
    kind: number % 3 === 0 ? 'CHANGE' : 'READ',
    principal: { kind: 'AGENT', id: `agent-${number % 7}` },
    operation: number % 2 === 0 ? 'ShowCustomer' : null,
    fields: ['Query.customer', 'Customer.history'],
    customerIds: [`cus_${number}`],
    objectIds: [],
    outcome: 'DONE',
    reason: number % 5 === 0 ? 'the customer called' : null,
    requestId: `request-${number}`,
    details: number % 4 === 0 ? { dryRun: true } : null,
  }
}

const { privateKey } = generateKeyPairSync('ed25519')
export const keys = { signing: privateKey, accepted: [privateKey] }

/** A log on a database of its own. */
export async function startLog(name: string) {
  const database = await openTestDatabase(inject('mongodbUri'), `test_audit_${name}`)
  const { connection } = database
  const logger = createLogger({ level: 'silent', name: 'test' })
  const records = createRecordStore(connection)
  const openSequencer = () =>
    createSequencer({ store: createTreeStore(connection), keys, clock: () => at, logger })
  const log = createAuditLog(connection)
  const sequencer = openSequencer()
  await ensureIndexes(connection)
  return {
    ...database,
    records,
    log,
    sequencer,
    openSequencer,
    /** Record so many, and give them their places. */
    async fill(count: number, { perStep = 1_000 }: { perStep?: number } = {}): Promise<AuditRecord[]> {
      const all = Array.from({ length: count }, (_, number) => recordOf(number))
      for (let from = 0; from < count; from += perStep) {
        await records.insert(all.slice(from, from + perStep))
        while ((await sequencer.step()) > 0);
      }
      return all
    },
    verify: (witness: string | null = null) =>
      verifyLog(createVerifyStore(connection), { keys: keys.accepted, witness }),
  }
}
