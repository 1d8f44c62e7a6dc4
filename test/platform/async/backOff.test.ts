import { describe, expect, it } from 'vitest'
import { backOffMs, createBackOff } from '../../../platform/async/backOff.ts'

const failures = [1, 2, 3, 4, 5, 6, 7, 8]

describe('backOffMs', () => {
  it('doubles up to its bound', () => {
    const longest = failures.map((count) => backOffMs(count, { firstMs: 50, maxMs: 2_000, random: () => 1 }))
    expect(longest).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000])
  })

  it('is random in the upper half of the bound, so that processes do not retry together', () => {
    const shortest = failures.map((count) => backOffMs(count, { firstMs: 50, maxMs: 2_000, random: () => 0 }))
    expect(shortest).toEqual([25, 50, 100, 200, 400, 800, 1_000, 1_000])
  })

  it('stays at its bound after many failures', () => {
    expect(backOffMs(100_000, { maxMs: 2_000, random: () => 1 })).toBe(2_000)
  })
})

describe('createBackOff', () => {
  it('waits longer after each failure, and short again after a reset', async () => {
    const pauses: number[] = []
    const backOff = createBackOff({
      random: () => 1,
      pause: async (ms) => void pauses.push(ms),
    })
    const { signal } = new AbortController()
    await backOff.pause(signal)
    await backOff.pause(signal)
    expect(backOff.failures()).toBe(2)
    backOff.reset()
    expect(backOff.failures()).toBe(0)
    await backOff.pause(signal)
    expect(pauses).toEqual([50, 100, 50])
  })

  it('ends a pause at once when its signal aborts', async () => {
    const stopping = new AbortController()
    const pause = createBackOff({ firstMs: 3_600_000, maxMs: 3_600_000 }).pause(stopping.signal)
    stopping.abort()
    expect(await pause).toBe(undefined)
  })
})
