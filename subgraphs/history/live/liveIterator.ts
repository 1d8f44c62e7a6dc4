import { setImmediate } from 'node:timers/promises'

type Waiting<Event> = {
  resolve(result: IteratorResult<Event, undefined>): void
  reject(error: unknown): void
}

/** An async iterator over events that are pulled one at a time, which ends at once whatever it is waiting for. */
export type LiveIterator<Event> = AsyncIterableIterator<Event, undefined> & {
  /** End it: what waits and the next call get this error; nothing happens when it has ended. */
  fail: (error: unknown) => void
}

const pullsInOneTurn = 32

/**
 * Make a live iterator by hand: the `finally` of a blocked `async function*` does not run when its consumer leaves.
 *
 * `pull` gives the next event whenever there is one; it is called only while somebody waits, one call at a time, and
 * an error of it ends the iterator. `release` is called once, however the iterator ends, and must make a pending
 * `pull` settle; its answer is then dropped.
 */
export function createLiveIterator<Event>({
  pull,
  release,
}: {
  pull: () => Promise<Event>
  release: () => void
}): LiveIterator<Event> {
  const waiting: Waiting<Event>[] = []
  let hasEnded = false
  let unreported: { error: unknown } | null = null
  let isPulling = false
  let pulls = 0

  function end(settle: (consumer: Waiting<Event>) => void): void {
    if (hasEnded) return
    hasEnded = true
    release()
    for (const consumer of waiting.splice(0)) settle(consumer)
  }

  function fail(error: unknown): void {
    if (hasEnded) return
    const [first] = waiting.splice(0, 1)
    if (first) first.reject(error)
    else unreported = { error }
    end((consumer) => consumer.resolve({ value: undefined, done: true }))
  }

  async function pullForAll(): Promise<void> {
    if (isPulling) return
    isPulling = true
    try {
      while (waiting.length > 0) {
        pulls += 1
        // A consumer whose socket is gone takes events as fast as memory gives them, and would let nobody else run.
        if (pulls % pullsInOneTurn === 0) await setImmediate()
        const value = await pull()
        waiting.shift()?.resolve({ value, done: false })
      }
    } catch (error) {
      fail(error)
    } finally {
      isPulling = false
    }
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next() {
      if (unreported) {
        const { error } = unreported
        unreported = null
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is passed on as it came
        return Promise.reject(error)
      }
      if (hasEnded) return Promise.resolve({ value: undefined, done: true })
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        void pullForAll()
      })
    },
    return() {
      end((consumer) => consumer.resolve({ value: undefined, done: true }))
      unreported = null
      return Promise.resolve({ value: undefined, done: true })
    },
    throw(error: unknown) {
      end((consumer) => consumer.resolve({ value: undefined, done: true }))
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is passed on as it came
      return Promise.reject(error)
    },
    fail,
  }
}
