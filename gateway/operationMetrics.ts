import { errorCodes } from '../platform/errors/errors.ts'
import type { Metrics } from '../platform/metrics/metrics.ts'
import type { GatewayContext } from './gatewayContext.ts'

/** Names beyond so many of a manifest are counted together, so that the metrics of a gateway stay small. */
const maximumNames = 200

const codes: ReadonlySet<string> = new Set(errorCodes)

/** Counts the operations of one gateway. */
export type OperationMetrics = {
  /** An operation has ended, or was refused. `startedAt` is a value of `performance.now()`. */
  ended(operation: {
    type: string | null
    name: string | null
    transport: GatewayContext['transport']
    startedAt: number
    codes: readonly string[]
    /** The number of events of a subscription. */
    events?: number
  }): void
  /** A subscription is open, until the result is called once. */
  opened(transport: GatewayContext['transport']): () => void
}

/**
 * The labels have values of closed lists: the names are those of `listedNames`, the operations of a manifest, and `other`
 * for all others, because callers choose names as they like. A code that is not Elo's own is OTHER.
 */
export function createOperationMetrics(metrics: Metrics, listedNames: ReadonlySet<string>): OperationMetrics {
  const names = new Set([...listedNames].slice(0, maximumNames))
  const count = metrics.counter({
    name: 'elo_operations_total',
    help: 'Operations that have ended, by type, transport, outcome (OK or the first error code) and listed name.',
    labels: ['type', 'transport', 'outcome', 'name'],
  })
  const observe = metrics.durations({
    name: 'elo_operation_duration_seconds',
    help: 'How long queries and mutations took, refused ones included.',
    labels: ['type', 'transport'],
  })
  const countEvents = metrics.counter({
    name: 'elo_subscription_events_total',
    help: 'Events of subscriptions that have ended.',
    labels: ['transport'],
  })
  const open = metrics.level({
    name: 'elo_subscriptions_open',
    help: 'Open subscriptions, by transport: ws, sse or multipart.',
    labels: ['transport'],
  })

  return {
    ended({ type, name, transport, startedAt, codes: [code], events }) {
      const kind = type ?? 'none'
      const outcome = code === undefined ? 'OK' : codes.has(code) ? code : 'OTHER'
      const listed = name !== null && names.has(name) ? name : 'other'
      count({ type: kind, transport, outcome, name: listed })
      // A subscription lasts as long as its client wants it.
      if (kind !== 'subscription') observe(performance.now() - startedAt, { type: kind, transport })
      if (events !== undefined) countEvents({ transport }, events)
    },
    opened(transport) {
      open.add(1, { transport })
      return () => open.add(-1, { transport })
    },
  }
}
