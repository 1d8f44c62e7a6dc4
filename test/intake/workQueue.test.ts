import { describe, expect, it } from 'vitest'
import { createWorkQueue } from '../../intake/workQueue.ts'
import { deferred } from '../../platform/async/deferred.ts'

function createQueue(concurrency: number) {
  return createWorkQueue({
    concurrency,
    onRejection(error) {
      throw error
    },
  })
}

describe('a work queue', () => {
  it('runs the work of one group in order, and groups concurrently', async () => {
    const queue = createQueue(2)
    const gate = deferred()
    const done: string[] = []
    const work = (name: string, until?: Promise<void>) => async () => {
      await until
      done.push(name)
      return null
    }
    queue.add('a1', 'a', work('a1', gate.promise))
    queue.add('a2', 'a', work('a2'))
    queue.add('b1', 'b', async () => {
      done.push('b1')
      gate.resolve()
      return null
    })
    await queue.idle()
    expect(done).toEqual(['b1', 'a1', 'a2'])
  })

  it('runs at most as many attempts as its concurrency', async () => {
    const queue = createQueue(3)
    let running = 0
    let most = 0
    for (let index = 0; index < 20; index += 1) {
      queue.add(String(index), String(index), async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        return null
      })
    }
    await queue.idle()
    expect(most).toBe(3)
  })

  it('adds work with the same id once', async () => {
    const queue = createQueue(1)
    let count = 0
    const work = async () => {
      count += 1
      return null
    }
    queue.add('a', 'a', work)
    queue.add('a', 'a', work)
    expect([queue.has('a'), queue.has('b'), queue.size()]).toEqual([true, false, 1])
    await queue.idle()
    expect({ count, size: queue.size() }).toEqual({ count: 1, size: 0 })
  })

  it('retries failed work, and runs other groups meanwhile', async () => {
    const queue = createQueue(1)
    const done: string[] = []
    let attempts = 0
    queue.add('a', 'a', async () => {
      attempts += 1
      done.push(`a${attempts}`)
      return attempts < 10 ? { retryAfterMs: 1 } : null
    })
    for (const [id, group] of [
      ['b', 'b'],
      ['c', 'a'],
    ] as const) {
      queue.add(id, group, async () => {
        done.push(id)
        return null
      })
    }
    await queue.idle()
    // The next work of its own group runs after six attempts.
    expect(done).toEqual(['a1', 'b', 'a2', 'a3', 'a4', 'a5', 'a6', 'c', 'a7', 'a8', 'a9', 'a10'])
  })

  it('resumes blocked work when it is available, and lets it stop its group or not', async () => {
    const queue = createQueue(1)
    const [message, rating] = [deferred(), deferred()]
    const done: string[] = []
    const blockedUntil = (name: string, { promise }: { promise: Promise<void> }, holdsGroup: boolean) => {
      let attempts = 0
      return async () => {
        attempts += 1
        done.push(`${name}${attempts}`)
        return attempts === 1 ? { available: () => promise, holdsGroup } : null
      }
    }
    queue.add('a', 'a', blockedUntil('a', rating, false))
    queue.add('b', 'a', blockedUntil('b', message, true))
    queue.add('c', 'a', blockedUntil('c', message, true))
    queue.add('d', 'd', async () => {
      done.push('d')
      message.resolve()
      return null
    })
    await message.promise
    rating.resolve()
    await queue.idle()
    expect(done).toEqual(['a1', 'd', 'b1', 'b2', 'c1', 'c2', 'a2'])
  })

  it('retries work that rejects, and reports the error', async () => {
    const errors: unknown[] = []
    const rejected = deferred()
    const queue = createWorkQueue({
      concurrency: 1,
      onRejection(error) {
        errors.push(error)
        rejected.resolve()
      },
    })
    queue.add('a', 'a', () => Promise.reject(new TypeError('a bug')))
    await rejected.promise
    expect(errors).toEqual([new TypeError('a bug')])
    expect(queue.has('a')).toBe(true)
    await queue.stop(10_000)
  })

  it('starts no work after a stop, and waits for running work', async () => {
    const queue = createQueue(1)
    const [begun, gate] = [deferred(), deferred()]
    const done: string[] = []
    queue.add('a', 'a', async () => {
      begun.resolve()
      await gate.promise
      done.push('a')
      return { retryAfterMs: 60_000 }
    })
    queue.add('b', 'b', async () => {
      done.push('b')
      return null
    })
    await begun.promise
    const stopped = queue.stop(10_000)
    gate.resolve()
    await stopped
    expect(done).toEqual(['a'])
  })
})
