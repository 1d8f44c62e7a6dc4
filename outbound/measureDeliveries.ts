import type { Metrics } from '../platform/metrics/metrics.ts'
import { createSharedRead } from '../platform/metrics/sharedRead.ts'
import type { DeliveryCountStore } from './deliveryCountStore.ts'

/** Measures the deliveries of webhooks out. All processes read the same database, so each reports the same. */
export function measureDeliveries(metrics: Metrics, store: DeliveryCountStore): void {
  const read = createSharedRead(async () => ({
    waiting: await store.count(['WAITING', 'SENDING']),
    dead: await store.count(['DEAD']),
  }))
  metrics.gauge(
    {
      name: 'elo_webhook_deliveries',
      help: 'Deliveries of webhooks out in the database: waiting to be sent, or dead (given up). The same in each process.',
      labels: ['state'],
    },
    async () => {
      const { waiting, dead } = await read()
      return [
        { value: waiting, labels: { state: 'waiting' } },
        { value: dead, labels: { state: 'dead' } },
      ]
    },
  )
}
