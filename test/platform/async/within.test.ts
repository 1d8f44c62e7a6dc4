import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { within } from '../../../platform/async/within.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('within', () => {
  it('settles as the promise does, and leaves no timer behind', async () => {
    expect(await within(Promise.resolve(7), 100, 'late')).toBe(7)
    await expect(within(Promise.reject(new Error('broken')), 100, 'late')).rejects.toThrow('broken')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects with the message after the time, and ignores the later result', async () => {
    let fail: (error: Error) => void = () => undefined
    const promise = new Promise<never>((_resolve, reject) => {
      fail = reject
    })
    const late = expect(within(promise, 100, 'it did not come')).rejects.toThrow('it did not come')
    await vi.advanceTimersByTimeAsync(99)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await late
    // Vitest would report an unhandled rejection.
    fail(new Error('too late'))
  })
})
