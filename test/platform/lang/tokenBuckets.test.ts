import { describe, expect, it } from 'vitest'
import { createTokenBuckets } from '../../../platform/lang/tokenBuckets.ts'

let nowMs = 0
const buckets = (capacity: number, perSecond: number, maxKeys = 10) =>
  createTokenBuckets({ capacity, perSecond, maxKeys, now: () => nowMs })

describe('a token bucket', () => {
  it('gives its capacity at once, then what has come back, and says after which time there is enough', () => {
    const { take } = buckets(100, 10)
    expect(take('a', 60)).toBe(0)
    expect(take('a', 40)).toBe(0)
    expect(take('a', 5)).toBe(500)
    nowMs += 499
    expect(take('a', 5)).toBe(1)
    nowMs += 1
    expect(take('a', 5)).toBe(0)
    expect(take('a', 1)).toBe(100)
  })

  it('takes nothing when there is not enough, and never gives more than its capacity', () => {
    const { take } = buckets(100, 10)
    expect(take('a', 90)).toBe(0)
    expect(take('a', 20)).toBe(1_000)
    expect(take('a', 10)).toBe(0)
    expect(take('a', 101)).toBe(Infinity)
    nowMs += 1_000_000
    expect(take('a', 100)).toBe(0)
    expect(take('a', 1)).toBe(100)
  })

  it('takes back what was not needed, up to its capacity', () => {
    const { take, giveBack } = buckets(100, 10)
    expect(take('a', 100)).toBe(0)
    giveBack('a', 30)
    expect(take('a', 31)).toBe(100)
    expect(take('a', 30)).toBe(0)
    giveBack('a', 500)
    expect(take('a', 100)).toBe(0)
    expect(take('a', 1)).toBe(100)
  })

  it('is of one key', () => {
    const { take } = buckets(100, 10)
    expect([take('a', 100), take('b', 100), take('a', 1)]).toEqual([0, 0, 100])
  })

  it('is forgotten when many others were used since', () => {
    const { take } = buckets(100, 10, 2)
    expect([take('a', 100), take('b', 100), take('c', 100), take('a', 100)]).toEqual([0, 0, 0, 0])
  })
})
