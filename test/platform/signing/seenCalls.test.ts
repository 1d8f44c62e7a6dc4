import { describe, expect, it } from 'vitest'
import { createSeenCalls } from '../../../platform/signing/seenCalls.ts'

const startedAt = 1_000_000
const later = startedAt + 500_000

describe('the calls that a process has accepted', () => {
  it('are not accepted again, however late within the minute', () => {
    const admit = createSeenCalls(startedAt)
    const call = { nonce: 'a', signedAt: later }
    expect(admit(call, later)).toBe('new')
    expect(admit({ nonce: 'b', signedAt: later }, later)).toBe('new')
    expect(admit(call, later)).toBe('replayed')
    for (const at of [30_000, 59_999, 60_000]) {
      expect(admit({ nonce: `at ${at}`, signedAt: later + at }, later + at)).toBe('new')
      expect(admit(call, later + at)).toBe('replayed')
    }
    expect(admit(call, later + 60_001)).toBe('stale')
  })

  it('may be signed by a clock that is up to a minute ahead or behind', () => {
    const admit = createSeenCalls(startedAt)
    const given = [-60_001, -60_000, 60_000, 60_001].map((difference) =>
      admit({ nonce: String(difference), signedAt: later + difference }, later),
    )
    expect(given).toEqual(['stale', 'new', 'new', 'stale'])
  })

  it('were not signed before the process was started', () => {
    const admit = createSeenCalls(startedAt)
    expect(admit({ nonce: 'a', signedAt: startedAt - 1 }, startedAt)).toBe('stale')
    expect(admit({ nonce: 'a', signedAt: startedAt }, startedAt)).toBe('new')
  })

  it('are forgotten when they are too old, and stay refused when the clock is set back', () => {
    const admit = createSeenCalls(startedAt)
    const call = { nonce: 'a', signedAt: later }
    expect(admit(call, later)).toBe('new')
    expect(admit({ nonce: 'b', signedAt: later + 120_000 }, later + 120_000)).toBe('new')
    expect(admit(call, later)).toBe('stale')
  })

  it('are bounded in number: beyond it the oldest become stale, and none is accepted twice', () => {
    const admit = createSeenCalls(startedAt, 100)
    const calls = Array.from({ length: 1_000 }, (_, index) => ({
      nonce: String(index),
      signedAt: later + index * 50,
    }))
    const now = later + 50_000
    for (const call of calls) expect(admit(call, now)).toBe('new')
    const again = calls.map((call) => admit(call, now))
    expect(again).not.toContain('new')
    expect(again.filter((outcome) => outcome === 'replayed').length).toBeLessThanOrEqual(100)
  })
})
