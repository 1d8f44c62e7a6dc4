/** An iterator that can be left at any time: `return` settles a `next` that is still waiting. */
export type ClosableIterator<Value> = AsyncIterableIterator<Value, undefined> & {
  return(): Promise<IteratorResult<Value, undefined>>
}

const done: { done: true; value: undefined } = { done: true, value: undefined }

/**
 * Make an async iterator by hand. `pull` is asked for one value after the other; `close` is called exactly once, when
 * the reader leaves, the values end or `pull` rejects. An `async function*` would not do: while it waits, `return`
 * waits with it, and what it holds open leaks.
 */
export function createClosableIterator<Value>({
  pull,
  close,
}: {
  pull: () => Promise<IteratorResult<Value, undefined>>
  close: () => Promise<void>
}): ClosableIterator<Value> {
  let closing: Promise<void> | null = null
  const waiting = new Set<() => void>()

  function end(): Promise<void> {
    if (closing) return closing
    closing = close()
    for (const leave of waiting) leave()
    waiting.clear()
    return closing
  }

  return {
    next() {
      if (closing) return Promise.resolve(done)
      return new Promise((resolve, reject) => {
        const leave = () => resolve(done)
        waiting.add(leave)
        pull().then(
          (result) => {
            waiting.delete(leave)
            if (closing) resolve(done)
            else if (result.done) end().then(() => resolve(done), reject)
            else resolve(result)
          },
          (error: unknown) => {
            waiting.delete(leave)
            const reason = error instanceof Error ? error : new Error(String(error))
            if (closing) resolve(done)
            else
              end().then(
                () => reject(reason),
                () => reject(reason),
              )
          },
        )
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
