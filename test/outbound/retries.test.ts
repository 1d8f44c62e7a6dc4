import { describe, expect, it } from 'vitest'
import { createLease } from '../../outbound/lease/createLease.ts'
import { nextAttemptAt } from '../../outbound/send/nextAttemptAt.ts'
import { retryAfterMs } from '../../outbound/send/retryAfterMs.ts'
import { defaultTimings } from '../../outbound/timings.ts'
import { createReceiverHealth } from '../../outbound/worker/receiverHealth.ts'

const firstAttemptAt = new Date('2030-01-01T00:00:00Z')
const hour = 3_600_000

/** The hours after the first attempt at which a delivery is attempted that always fails. */
function attemptsOf(random: () => number): number[] {
  const hours: number[] = [0]
  let failedAt = firstAttemptAt
  for (;;) {
    const given = { failures: hours.length, firstAttemptAt, failedAt, retryAfterMs: null }
    const next = nextAttemptAt(given, defaultTimings, random)
    if (!next) return hours
    failedAt = next
    hours.push((next.getTime() - firstAttemptAt.getTime()) / hour)
  }
}

describe('the retries of a delivery', () => {
  it('are made in growing pauses, the last one after 72 hours', () => {
    expect(attemptsOf(() => 0).map((hours) => Math.round(hours * 3_600))).toEqual([
      0, 5, 35, 155, 755, 2_555, 6_155, 13_355, 27_755, 56_555, 99_755, 142_955, 186_155, 229_355, 259_200,
    ])
    expect(attemptsOf(() => 0.999).at(-1)).toBe(72)
  })

  it('wait at least as long as the receiver asks for, at most a day', () => {
    const after = (asked: number) => {
      const given = { failures: 1, firstAttemptAt, failedAt: firstAttemptAt, retryAfterMs: asked }
      return (nextAttemptAt(given, defaultTimings, () => 0)?.getTime() ?? 0) - firstAttemptAt.getTime()
    }
    expect([0, 60_000, 100 * hour].map(after)).toEqual([5_000, 60_000, 24 * hour])
  })

  it('read Retry-After as seconds and as a date, and nothing else', () => {
    const now = new Date('2030-01-01T00:00:00Z')
    expect(retryAfterMs('120', now)).toBe(120_000)
    expect(retryAfterMs('Tue, 01 Jan 2030 00:01:00 GMT', now)).toBe(60_000)
    expect(retryAfterMs('Mon, 31 Dec 2029 00:01:00 GMT', now)).toBe(0)
    for (const text of [undefined, '', 'soon', '-1', '1.5', '2030-01-01', 'Tuesday'])
      expect(retryAfterMs(text, now)).toBeNull()
  })
})

describe('the health of a receiver', () => {
  const nothing = { failingSince: null, lastDeliveredAt: null, heldUntil: null }
  const attemptAt = (seconds: number, status: number, asked: number | null = null) => ({
    at: new Date(firstAttemptAt.getTime() + seconds * 1_000),
    durationMs: 0,
    status,
    error: status < 300 ? null : ('STATUS' as const),
    retryAfterMs: asked,
  })

  it('pauses all deliveries after ten failures in a row, until a success', () => {
    const health = createReceiverHealth(nothing, defaultTimings)
    for (let failure = 1; failure < 10; failure += 1) health.note(attemptAt(failure, 500))
    expect([health.pausedUntil(), health.isDoubtful()]).toEqual([0, false])
    health.note(attemptAt(10, 500))
    expect(health.pausedUntil()).toBeGreaterThanOrEqual(firstAttemptAt.getTime() + 10_500)
    expect(health.isDoubtful()).toBe(true)
    expect(health.stored().failingSince).toEqual(new Date(firstAttemptAt.getTime() + 1_000))
    health.note(attemptAt(20, 200))
    expect([health.pausedUntil(), health.isDoubtful()]).toEqual([0, false])
    expect(health.stored().failingSince).toBeNull()
  })

  it('holds all deliveries as long as 429 or 503 asks for', () => {
    const health = createReceiverHealth(nothing, defaultTimings)
    health.note(attemptAt(0, 500, 60_000))
    expect(health.pausedUntil()).toBe(0)
    health.note(attemptAt(0, 503, 60_000))
    health.note(attemptAt(0, 429, 1_000))
    expect(health.pausedUntil()).toBe(firstAttemptAt.getTime() + 60_000)
    expect(health.stored().heldUntil).toEqual(new Date(firstAttemptAt.getTime() + 60_000))
  })

  it('is bad for long after five days without a success', () => {
    const health = createReceiverHealth(nothing, defaultTimings)
    health.note(attemptAt(0, 500))
    expect(health.isFailingForLong(new Date(firstAttemptAt.getTime() + 5 * 24 * hour - 1))).toBe(false)
    expect(health.isFailingForLong(new Date(firstAttemptAt.getTime() + 5 * 24 * hour))).toBe(true)
  })
})

describe('a lease', () => {
  it('ends by the clock that has gone further, from when its renewal was asked for', () => {
    let now = { monotonic: 0, wall: 0 }
    const lease = createLease(100, now, () => now)
    now = { monotonic: 40, wall: 40 }
    expect([lease.isValidFor(60), lease.isValidFor(61)]).toEqual([true, false])
    now = { monotonic: 40, wall: 101 }
    expect(lease.isValidFor(0)).toBe(false)
    lease.renewed({ monotonic: 40, wall: 101 })
    expect(lease.isValidFor(100)).toBe(true)
    lease.end()
    lease.renewed({ monotonic: 40, wall: 101 })
    expect(lease.isValidFor(0)).toBe(false)
  })
})
