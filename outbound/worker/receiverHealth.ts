import { backOffMs } from '../../platform/async/backOff.ts'
import type { WebhookHealth } from '../lease/webhookLeaseStore.ts'
import type { Attempted } from '../send/createSender.ts'
import type { OutboundTimings } from '../timings.ts'

/**
 * What the attempts of one webhook show of its receiver.
 *
 * A delivery has its own retries. Beyond them all deliveries pause: as long as the receiver asks for by Retry-After with
 * 429 or 503, and, when many attempts in a row fail, for a growing time, after which one attempt tries the receiver.
 */
export type ReceiverHealth = {
  note(attempt: Attempted): void
  /** Until when nothing is to be sent, in milliseconds; 0 when there is no pause. */
  pausedUntil(): number
  /** Whether one delivery at a time is sent, because the latest attempts all failed. */
  isDoubtful(): boolean
  /** Whether every attempt failed for `disableAfterMs`. */
  isFailingForLong(now: Date): boolean
  /** What is stored of it. */
  stored(): WebhookHealth
}

/** So many failures in a row are not by chance. */
const manyFailures = 10

export function createReceiverHealth(
  stored: WebhookHealth,
  timings: Pick<OutboundTimings, 'maxPauseMs' | 'maxRetryAfterMs' | 'disableAfterMs'>,
): ReceiverHealth {
  const { maxPauseMs, maxRetryAfterMs, disableAfterMs } = timings
  let health = stored
  let failures = 0
  let pausedUntil = 0

  function noteFailure({ at, durationMs, status, retryAfterMs }: Attempted): void {
    const endedAt = at.getTime() + durationMs
    health = { ...health, failingSince: health.failingSince ?? at }
    if (retryAfterMs !== null && (status === 429 || status === 503)) {
      const until = endedAt + Math.min(retryAfterMs, maxRetryAfterMs)
      health = { ...health, heldUntil: new Date(Math.max(until, health.heldUntil?.getTime() ?? 0)) }
    }
    // Attempts that had begun before a pause say nothing about the time after it.
    if (at.getTime() < pausedUntil) return
    failures += 1
    if (failures < manyFailures) return
    const pauseMs = backOffMs(failures - manyFailures + 1, { firstMs: 1_000, maxMs: maxPauseMs })
    pausedUntil = endedAt + pauseMs
  }

  return {
    note(attempt) {
      if (attempt.error !== null) return noteFailure(attempt)
      failures = 0
      pausedUntil = 0
      health = { ...health, failingSince: null, lastDeliveredAt: attempt.at }
    },
    pausedUntil: () => Math.max(pausedUntil, health.heldUntil?.getTime() ?? 0),
    isDoubtful: () => failures >= manyFailures,
    isFailingForLong: (now) =>
      health.failingSince !== null && now.getTime() - health.failingSince.getTime() >= disableAfterMs,
    stored: () => health,
  }
}
