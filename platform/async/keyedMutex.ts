/** Runs work with the same key one after the other, in order of arrival, and work with different keys concurrently. */
export type KeyedMutex = { run<Result>(key: string, work: () => Promise<Result>): Promise<Result> }

export function createKeyedMutex(): KeyedMutex {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, work) {
      const previous = tails.get(key) ?? Promise.resolve()
      const turn = previous.then(work, work)
      const tail = turn.catch(() => undefined)
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return turn
    },
  }
}
