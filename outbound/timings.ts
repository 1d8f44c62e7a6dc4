const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The times and bounds of deliveries. PROTOCOL.md documents those that a receiver sees. */
export type OutboundTimings = {
  /** How long a lease on a webhook is valid without renewal; more than twice `timeoutMs`. */
  leaseMs: number
  /** The pause between two renewals, and between two looks for webhooks that no process works on. */
  renewMs: number
  /** The time of an attempt, from the connection to the end of the answer. */
  timeoutMs: number
  /** The pause after each failed attempt, without jitter; the last one repeats. */
  retryAfterMs: readonly number[]
  /** A delivery is given up when an attempt fails this long after its first. */
  giveUpAfterMs: number
  /** The longest pause that a receiver can ask for by Retry-After. */
  maxRetryAfterMs: number
  /** A webhook without a success for this long is disabled. */
  disableAfterMs: number
  /** The longest pause of all deliveries of a webhook whose attempts all fail. */
  maxPauseMs: number
  /** Deliveries of one webhook, and to one host, that one process sends at the same time. */
  perWebhook: number
  perHost: number
  /** Deliveries of one webhook that are stored and not yet sent; further events stay in the log. */
  maxWaiting: number
  keepDeliveredMs: number
  keepDeadMs: number
}

export const defaultTimings: OutboundTimings = {
  leaseMs: 45 * secondMs,
  renewMs: 3 * secondMs,
  timeoutMs: 15 * secondMs,
  retryAfterMs: [
    5 * secondMs,
    30 * secondMs,
    2 * minuteMs,
    10 * minuteMs,
    30 * minuteMs,
    hourMs,
    2 * hourMs,
    4 * hourMs,
    8 * hourMs,
    12 * hourMs,
  ],
  giveUpAfterMs: 72 * hourMs,
  maxRetryAfterMs: 24 * hourMs,
  disableAfterMs: 5 * dayMs,
  maxPauseMs: minuteMs,
  perWebhook: 16,
  perHost: 32,
  maxWaiting: 10_000,
  keepDeliveredMs: 7 * dayMs,
  keepDeadMs: 30 * dayMs,
}
