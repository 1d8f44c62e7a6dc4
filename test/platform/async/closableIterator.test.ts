import { describe, expect, it } from 'vitest'
import { createClosableIterator } from '../../../platform/async/closableIterator.ts'

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
  it('settles a waiting next when its reader leaves', async () => {
    const { iterator, closes } = counting(() => new Promise(() => {}))
    const waiting = iterator.next()
    expect(await iterator.return()).toEqual(done)
    expect(await waiting).toEqual(done)
    expect(await iterator.next()).toEqual(done)
    await iterator.return()
    expect(closes()).toBe(1)
  })

  it('is closed at its end', async () => {
    const values = [1, 2]
    const { iterator, closes } = counting(async () => {
      const value = values.shift()
      return value === undefined ? { done: true, value } : { done: false, value }
    })
    const seen: number[] = []
    for await (const value of iterator) seen.push(value)
    expect([seen, closes()]).toEqual([[1, 2], 1])
  })

  it('is closed by a failure, which its reader receives', async () => {
    const { iterator, closes } = counting(async () => {
      throw new Error('lost')
    })
    await expect(iterator.next()).rejects.toThrow('lost')
    expect(await iterator.next()).toEqual(done)
    expect(closes()).toBe(1)
  })

  it('is closed when its reader breaks off', async () => {
    const { iterator, closes } = counting(async () => ({ done: false, value: 1 }))
    for await (const _ of iterator) break
    expect(closes()).toBe(1)
  })

  it('gives each of several nexts at once its own value, pulled one after the other', async () => {
    const pulls: ((value: number | undefined) => void)[] = []
    const { iterator, closes } = counting(
      () =>
        new Promise((resolve) =>
          pulls.push((value) =>
            resolve(value === undefined ? { done: true, value } : { done: false, value }),
          ),
        ),
    )
    const nexts = [iterator.next(), iterator.next(), iterator.next(), iterator.next()]
    expect(pulls).toHaveLength(1)
    pulls[0]?.(1)
    expect(await nexts[0]).toEqual({ done: false, value: 1 })
    expect(pulls).toHaveLength(2)
    pulls[1]?.(2)
    expect(await nexts[1]).toEqual({ done: false, value: 2 })
    pulls[2]?.(undefined)
    expect(await Promise.all(nexts.slice(2))).toEqual([done, done])
    expect([pulls.length, closes()]).toEqual([3, 1])
  })

  it('pulls only while a next waits', async () => {
    let pulls = 0
    const { iterator } = counting(async () => {
      pulls += 1
      return { done: false, value: pulls }
    })
    expect(pulls).toBe(0)
    expect(await iterator.next()).toEqual({ done: false, value: 1 })
    expect(pulls).toBe(1)
  })

  it('drops a value that comes after the reader has left', async () => {
    let settle: (result: { done: false; value: number }) => void = () => undefined
    const iterator = createClosableIterator<number>({
      pull: () => new Promise((resolve) => (settle = resolve)),
      close: async () => settle({ done: false, value: 1 }),
    })
    const waiting = iterator.next()
    await iterator.return()
    expect(await waiting).toEqual(done)
  })

  it('rejects the waiting next when it is failed, and then ends', async () => {
    const { iterator, closes } = counting(() => new Promise(() => {}))
    const [first, second] = [iterator.next(), iterator.next()]
    iterator.fail(new Error('stopping'))
    await expect(first).rejects.toThrow('stopping')
    expect(await second).toEqual(done)
    expect(await iterator.next()).toEqual(done)
    expect(closes()).toBe(1)
  })

  it('rejects the following next when it is failed while none waits, and then ends', async () => {
    const { iterator, closes } = counting(() => new Promise(() => {}))
    iterator.fail(new Error('stopping'))
    iterator.fail(new Error('again'))
    await expect(iterator.next()).rejects.toThrow('stopping')
    expect(await iterator.next()).toEqual(done)
    expect(closes()).toBe(1)
  })

  it('lets others run while its reader never waits', async () => {
    const { iterator } = counting(async () => ({ done: false, value: 1 }))
    let hasRun = false
    setImmediate(() => (hasRun = true))
    let values = 0
    for await (const _ of iterator) {
      values += 1
      if (hasRun) break
    }
    expect(values).toBeLessThan(100)
  })
})
