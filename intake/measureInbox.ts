import type { Metrics } from '../platform/metrics/metrics.ts'
import { createSharedRead } from '../platform/metrics/sharedRead.ts'
import type { Clock } from '../platform/process/clock.ts'
import type { WebhookInbox } from './webhookInboxStore.ts'

/** Measures what waits in the inbox. All processes read the same database, so each reports the same. */
export function measureInbox(
  metrics: Metrics,
  { inbox, clock }: { inbox: Pick<WebhookInbox, 'count' | 'oldestWaiting'>; clock: Clock },
): void {
  const read = createSharedRead(async () => ({
    waiting: await inbox.count('received'),
    quarantined: await inbox.count('quarantined'),
    oldest: await inbox.oldestWaiting(),
  }))
  metrics.gauge(
    {
      name: 'elo_intake_deliveries',
      help: 'Webhook deliveries to Elo in the database: waiting to be processed, or quarantined. The same in each process.',
      labels: ['state'],
    },
    async () => {
      const { waiting, quarantined } = await read()
      return [
        { value: waiting, labels: { state: 'waiting' } },
        { value: quarantined, labels: { state: 'quarantined' } },
      ]
    },
  )
  metrics.gauge(
    {
      name: 'elo_intake_lag_seconds',
      help: 'The age of the oldest webhook delivery that waits to be processed; 0 when none waits.',
    },
    async () => {
      const { oldest } = await read()
      return [{ value: oldest ? Math.max(0, clock().getTime() - oldest.getTime()) / 1_000 : 0 }]
    },
  )
}
