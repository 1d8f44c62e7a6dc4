import { describe, expect, it } from 'vitest'
import { createAsyncQueue } from '../../../platform/async/asyncQueue.ts'

describe('createAsyncQueue', () => {
  it('gives its items in the order in which they were added', () => {
    const queue = createAsyncQueue<number>(3)
    expect([queue.push(1), queue.push(2)]).toEqual([true, true])
    expect([queue.take(), queue.push(3), queue.take(), queue.take(), queue.take()]).toEqual([
      1,
      true,
      2,
      3,
      undefined,
    ])
  })

  it('drops an item when it is full, and takes items again when it is not', () => {
    const queue = createAsyncQueue<number>(2)
    expect([1, 2, 3].map((item) => queue.push(item))).toEqual([true, true, false])
    expect([queue.take(), queue.push(4), queue.take(), queue.take()]).toEqual([1, true, 2, 4])
  })

  it('is empty after it was cleared', () => {
    const queue = createAsyncQueue<number>(1)
    queue.push(1)
    queue.clear()
    expect([queue.take(), queue.push(2), queue.take()]).toEqual([undefined, true, 2])
  })

  it('wakes its reader for an item, without one, and at once when an item is there', async () => {
    const queue = createAsyncQueue<number>(1)
    const forItem = queue.wait()
    queue.push(1)
    await forItem
    await queue.wait()
    expect(queue.take()).toBe(1)
    const withoutItem = queue.wait()
    queue.wake()
    await withoutItem
    expect(queue.take()).toBe(undefined)
  })
})
