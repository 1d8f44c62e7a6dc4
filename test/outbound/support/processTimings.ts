import type { OutboundTimings } from '../../../outbound/timings.ts'

/** The times of the processes that tests start and kill. */
export const processTimings: Partial<OutboundTimings> = {
  leaseMs: 3_000,
  renewMs: 100,
  timeoutMs: 1_000,
  retryAfterMs: [20, 40, 80, 160, 320],
  maxPauseMs: 300,
  perWebhook: 8,
}
