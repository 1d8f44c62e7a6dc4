import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { defaultTimings } from '../timings.ts'
import { createOutboundErasureStore } from './outboundErasureStore.ts'

/** What the outbox erases: the bodies of deliveries. When and where they were sent stays. */
export function createOutboundErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const store = createOutboundErasureStore(connection, defaultTimings)
  return {
    name: 'outbound',
    async count({ profileIds, requestedAt }) {
      const count = await store.count(profileIds, requestedAt)
      return count > 0 ? [{ collection: 'outboundDeliveries', kind: null, count }] : []
    },
    erase: ({ profileIds, requestedAt }) => store.erase(profileIds, requestedAt, clock()),
  }
}
