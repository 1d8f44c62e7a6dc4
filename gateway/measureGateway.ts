import type { UnreadBytes } from '../platform/http/unreadBytes.ts'
import type { Metrics } from '../platform/metrics/metrics.ts'
import type { Traffic } from './limits/traffic.ts'

/** Measures what callers do at a gateway at this moment. */
export function measureGateway(
  metrics: Metrics,
  { traffic, unread }: { traffic: Traffic; unread: UnreadBytes },
): void {
  metrics.gauge(
    { name: 'elo_operations_in_progress', help: 'Queries and mutations that are executed now.' },
    () => [{ value: traffic.inUse().operations }],
  )
  metrics.gauge({ name: 'elo_sockets_open', help: 'Open WebSockets of callers that have signed in.' }, () => [
    { value: traffic.inUse().sockets },
  ])
  metrics.gauge(
    {
      name: 'elo_subscription_cost_open',
      help: 'The cost of all open subscriptions: one customer 1, all customers 20. ELO_MAX_SUBSCRIPTIONS bounds it.',
    },
    () => [{ value: traffic.inUse().subscriptions }],
  )
  metrics.gauge(
    { name: 'elo_unread_bytes', help: 'Bytes that wait in memory until clients read them.' },
    () => [{ value: unread.total() }],
  )
}
