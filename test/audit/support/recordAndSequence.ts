import { createAuditTrail } from '../../../audit/record/createAuditTrail.ts'
import { createRecordStore } from '../../../audit/record/recordStore.ts'
import { createSequencer } from '../../../audit/tree/sequencer.ts'
import { createTreeStore } from '../../../audit/tree/treeStore.ts'
import { openCheckpointKeys } from '../../../audit/checkpoint/checkpointKeys.ts'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { systemClock } from '../../../platform/process/clock.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'

/** Record and give places without end, and print the id of each record that is stored. A test kills this process. */
const [uri = '', keyFile = ''] = process.argv.slice(2)
const connection = await connectDatabase(uri)
const logger = createLogger({ level: 'silent', name: 'test' })
const trail = createAuditTrail({ store: createRecordStore(connection), clock: systemClock, logger })
const keys = await openCheckpointKeys(keyFile)
const store = createTreeStore(connection)
// Not `start`: it pauses, and a kill must be able to meet every moment of a step.
const sequencer = createSequencer({ store, keys, clock: systemClock, logger })

async function sequence(): Promise<void> {
  for (;;) await sequencer.step().catch(() => 0)
}

async function record(): Promise<void> {
  for (;;) {
    const request = { principal: demoPrincipal, scope: createRequestScope() }
    const { recordId } = await trail.record(
      { kind: 'CHANGE', field: 'tagCustomer', customerIds: ['cus_1'], objectIds: [], outcome: 'DONE' },
      request,
    )
    process.stdout.write(`${recordId}\n`)
  }
}

await Promise.all([sequence(), ...Array.from({ length: 20 }, record)])
