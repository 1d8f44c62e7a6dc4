import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { type ConcernedDeliveries, createIntakeErasureStore } from './intakeErasureStore.ts'

const pollMs = 50
/** How long a part waits for deliveries that are being processed; then another attempt is made when its lease ends. */
const patienceMs = 10_000

/** What the intake erases: deliveries, processed, waiting and in quarantine, and what it read from them. */
export function createIntakeErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const store = createIntakeErasureStore(connection)
  async function settled(concerned: ConcernedDeliveries, until: Date): Promise<void> {
    const endsAt = performance.now() + patienceMs
    while (await concerned.isWaiting(until)) {
      if (performance.now() > endsAt)
        throw new Error('deliveries about an erased customer still wait; the erasure is continued later')
      await delay(pollMs)
    }
  }

  return {
    name: 'intake',
    async count({ targets }) {
      if (!targets) return []
      return Object.entries(await store.count(targets)).flatMap(([collection, count]) =>
        count > 0 ? [{ collection, kind: null, count }] : [],
      )
    },
    async erase({ targets, requestedAt }) {
      if (!targets) return
      const begunAt = clock()
      const concerned = await store.erase(targets, requestedAt, begunAt)
      await settled(concerned, begunAt)
      // A delivery that arrived while the erasure began is processed now, so its body is not needed any more.
      await concerned.eraseProcessed(clock())
    },
  }
}
