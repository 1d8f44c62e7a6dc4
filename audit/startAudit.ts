import type { Connection } from 'mongoose'
import type { Clock } from '../platform/process/clock.ts'
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts'
import type { Logger } from '../platform/process/log/logger.ts'
import type { AuditTrail } from '../platform/subgraph/audit/auditTrail.ts'
import { type CheckpointKeys, openCheckpointKeys } from './checkpoint/checkpointKeys.ts'
import { createAuditTrail } from './record/createAuditTrail.ts'
import { createRecordStore } from './record/recordStore.ts'
import { createSequencer } from './tree/sequencer.ts'
import { createTreeStore } from './tree/treeStore.ts'

/**
 * The file of the key that signs checkpoints. When a file that is not required is made, a warning names it. When it
 * cannot be read or made, a warning says so, and records wait for a place until a process has a key.
 */
export type KeyFile = { path: string; isRequired: boolean }

/** The trail of a process. */
export type Audit = {
  trail: AuditTrail
  /** Begin to give records their places; call it once the collections exist. Does nothing without a key. */
  start(): void
  /** Store what is buffered, and stop. */
  stop(): Promise<void>
}

/**
 * Open the audit trail of a process. With `keyFile` it also gives records their places and signs checkpoints, in turn with
 * other such processes. Throws a StartError when a required key cannot be read or made.
 */
export async function startAudit({
  connection,
  keyFile,
  clock,
  metrics = createMetrics(),
  logger,
}: {
  connection: Connection
  /** Null: this process gives no places. */
  keyFile: KeyFile | null
  clock: Clock
  /** Where its queue is measured; default nowhere. */
  metrics?: Metrics
  logger: Logger
}): Promise<Audit> {
  const keys = keyFile && (await openKeys(keyFile, logger))
  const trail = createAuditTrail({ store: createRecordStore(connection), clock, logger })
  metrics.gauge(
    {
      name: 'elo_audit_records_waiting',
      help: 'Records of the audit trail that wait in memory to be stored.',
    },
    () => [{ value: trail.waiting() }],
  )
  const sequencer = keys && createSequencer({ store: createTreeStore(connection), keys, clock, logger })
  return {
    trail,
    start: () => sequencer?.start(),
    async stop() {
      await trail.stop()
      await sequencer?.stop()
    },
  }
}

async function openKeys({ path, isRequired }: KeyFile, logger: Logger): Promise<CheckpointKeys | null> {
  try {
    const keys = await openCheckpointKeys(path)
    // The database may outlast the folder, which nobody has named.
    if (keys.isNew && !isRequired)
      logger.warn(
        { event: 'audit_key_made', path },
        'a key for the audit trail was made: keep this file, or name another one by ELO_AUDIT_KEY',
      )
    return keys
  } catch (error) {
    if (isRequired) throw error
    logger.warn(
      { event: 'audit_without_key', err: error },
      'the audit trail is not signed: set ELO_AUDIT_KEY to a file that can be made',
    )
    return null
  }
}
