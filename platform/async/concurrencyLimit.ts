/** Runs at most `atOnce` pieces of work at the same time; the others wait in the order in which they came. */
export type ConcurrencyLimit = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createConcurrencyLimit(atOnce: number): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    // Work that ends passes its place to the next in the queue, so that new work cannot take it first.
    if (running < atOnce) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
