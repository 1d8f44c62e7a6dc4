/** An iterator that can be left at any time: `return` settles a `next` that is still waiting. */
export type ClosableIterator<Value> = AsyncIterableIterator<Value, undefined> & {
  return(): Promise<IteratorResult<Value, undefined>>
}

const done: { done: true; value: undefined } = { done: true, value: undefined }

type Waiting<Value> = {
  resolve: (result: IteratorResult<Value, undefined>) => void
  reject: (reason: unknown) => void
}

/**
 * Make an async iterator by hand. `pull` is asked for one value after the other, also when `next` is called again
 * before the last value is there; `close` is called exactly once, when the reader leaves, the values end or `pull`
 * rejects. An `async function*` would not do: while it waits, `return` waits with it, and what it holds open leaks.
 */
export function createClosableIterator<Value>({
  pull,
  close,
}: {
  pull: () => Promise<IteratorResult<Value, undefined>>
  close: () => Promise<void>
}): ClosableIterator<Value> {
  let closing: Promise<void> | null = null
  let isPulling = false
  const waiting: Waiting<Value>[] = []

  function end(): Promise<void> {
    if (closing) return closing
    closing = close()
    for (const { resolve } of waiting.splice(0)) resolve(done)
    return closing
  }

  /** Give values to all that wait, in turn. What comes after the reader has left is dropped. */
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
        const first = waiting.shift()
        const reason = error instanceof Error ? error : new Error(String(error))
        const fail = () => first?.reject(reason)
        if (first) await end().then(fail, fail)
      }
    }
    isPulling = false
  }

  return {
    next() {
      if (closing) return Promise.resolve(done)
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        void pullForAll()
      })
    },
    async return() {
      await end()
      return done
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
