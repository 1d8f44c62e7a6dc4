import { setImmediate } from 'node:timers/promises'

/** An iterator that can be left at any time: `return` settles a `next` that is still waiting. */
export type ClosableIterator<Value> = AsyncIterableIterator<Value, undefined> & {
  return(): Promise<IteratorResult<Value, undefined>>
}

/** A closable iterator that its maker can end with an error. */
export type FailableIterator<Value> = ClosableIterator<Value> & {
  /** Reject the waiting `next`, or else the following one, then end. Does nothing after the end. */
  fail: (error: unknown) => void
}

const done: { done: true; value: undefined } = { done: true, value: undefined }

type Waiting<Value> = {
  resolve: (result: IteratorResult<Value, undefined>) => void
  reject: (reason: unknown) => void
}

const pullsPerTurn = 32

/**
 * Create an async iterator from functions. An `async function*` would not do: while it waits, `return` waits with it,
 * and what it holds open leaks.
 *
 * `pull` is called only while a `next` waits, and one call at a time. `close` is called exactly once: when the reader
 * leaves, the values end, `pull` rejects or `fail` is called. What a pending `pull` gives after that is dropped.
 * Between some values it yields to the event loop, so that a reader that never waits cannot block the process.
 */
export function createClosableIterator<Value>({
  pull,
  close,
}: {
  pull: () => Promise<IteratorResult<Value, undefined>>
  close: () => Promise<void>
}): FailableIterator<Value> {
  let closing: Promise<void> | null = null
  let failure: Error | null = null
  let isPulling = false
  let pulls = 0
  const waiting: Waiting<Value>[] = []

  function end(): Promise<void> {
    if (closing) return closing
    closing = close()
    for (const { resolve } of waiting.splice(0)) resolve(done)
    return closing
  }

  function fail(error: unknown): void {
    if (closing) return
    const reason = error instanceof Error ? error : new Error(String(error))
    const first = waiting.shift()
    if (!first) failure = reason
    const reject = () => first?.reject(reason)
    end().then(reject, reject)
  }

  async function pullForAll(): Promise<void> {
    if (isPulling) return
    isPulling = true
    while (waiting.length > 0) {
      try {
        const result = await pull()
        const first = waiting.shift()
        if (!result.done) first?.resolve(result)
        else if (first) await end().then(() => first.resolve(done), first.reject)
      } catch (error) {
        fail(error)
      }
      pulls += 1
      if (pulls % pullsPerTurn === 0) await setImmediate()
    }
    isPulling = false
  }

  return {
    next() {
      if (failure) {
        const reason = failure
        failure = null
        return Promise.reject(reason)
      }
      if (closing) return Promise.resolve(done)
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        void pullForAll()
      })
    },
    async return() {
      failure = null
      await end()
      return done
    },
    fail,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
