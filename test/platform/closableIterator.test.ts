import { describe, expect, it } from 'vitest'
import { createClosableIterator } from '../../platform/closableIterator.ts'

const done = { done: true, value: undefined }

function counting(pull: () => Promise<IteratorResult<number, undefined>>) {
  let closes = 0
  const iterator = createClosableIterator({
    pull,
    close: async () => {
      closes += 1
    },
  })
  return { iterator, closes: () => closes }
}

describe('createClosableIterator', () => {
  it('settles a next that waits for ever when it is left', async () => {
    const { iterator, closes } = counting(() => new Promise(() => {}))
    const waiting = iterator.next()
    expect(await iterator.return()).toEqual(done)
    expect(await waiting).toEqual(done)
    expect(await iterator.next()).toEqual(done)
    await iterator.return()
    expect(closes()).toBe(1)
  })

  it('is closed by its end', async () => {
    const values = [1, 2]
    const { iterator, closes } = counting(async () => {
      const value = values.shift()
      return value === undefined ? { done: true, value } : { done: false, value }
    })
    const seen: number[] = []
    for await (const value of iterator) seen.push(value)
    expect([seen, closes()]).toEqual([[1, 2], 1])
  })

  it('is closed by a failure, which its reader gets', async () => {
    const { iterator, closes } = counting(async () => {
      throw new Error('lost')
    })
    await expect(iterator.next()).rejects.toThrow('lost')
    expect(await iterator.next()).toEqual(done)
    expect(closes()).toBe(1)
  })

  it('is closed by a reader who breaks off', async () => {
    const { iterator, closes } = counting(async () => ({ done: false, value: 1 }))
    for await (const _ of iterator) break
    expect(closes()).toBe(1)
  })
})
