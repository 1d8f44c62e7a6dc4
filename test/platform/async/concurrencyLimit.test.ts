import { describe, expect, it } from 'vitest'
import { createConcurrencyLimit } from '../../../platform/async/concurrencyLimit.ts'

describe('createConcurrencyLimit', () => {
  it('runs at most the given number at once, in order of arrival, also after one has failed', async () => {
    const limit = createConcurrencyLimit(2)
    const begun: number[] = []
    const ends: (() => void)[] = []
    const work = [0, 1, 2, 3].map((number) =>
      limit(async () => {
        begun.push(number)
        await new Promise<void>((resolve) => ends.push(resolve))
        if (number === 0) throw new Error('lost')
        return number
      }),
    )
    const results = Promise.allSettled(work)
    expect(begun).toEqual([0, 1])
    ends[0]?.()
    await expect(work[0]).rejects.toThrow('lost')
    await new Promise(setImmediate)
    expect(begun).toEqual([0, 1, 2])
    ends[1]?.()
    await work[1]
    await new Promise(setImmediate)
    expect(begun).toEqual([0, 1, 2, 3])
    for (const end of ends) end()
    expect((await results).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
  })
})
