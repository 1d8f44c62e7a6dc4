import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { createIntakeErasureStore } from './intakeErasureStore.ts'

/** What the intake erases: deliveries, processed, waiting and in quarantine, and what it read from them. */
export function createIntakeErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const store = createIntakeErasureStore(connection)
  return {
    name: 'intake',
    async count({ targets }) {
      if (!targets) return []
      return Object.entries(await store.count(targets)).flatMap(([collection, count]) =>
        count > 0 ? [{ collection, kind: null, count }] : [],
      )
    },
    async erase({ targets }) {
      if (targets) await store.erase(targets, clock())
    },
  }
}
