import { AsyncLocalStorage } from 'node:async_hooks'

const deadlines = new AsyncLocalStorage<number>()

/**
 * Until when reads of the database may run, in the milliseconds of `Date.now()`.
 *
 * A subgraph is executed with the end of its request, and all that it awaits knows this end, so that no store has to
 * pass it on. Infinity where no request is served: such a read has a bound of its own, or none.
 */
export function readDeadline(): number {
  return deadlines.getStore() ?? Infinity
}

/**
 * Call `run`. What it reads, and what all that it awaits reads, ends by this moment. What a request starts and what
 * outlives the request is run until Infinity.
 */
export function readingUntil<Result>(endsAt: number, run: () => Result): Result {
  return deadlines.run(endsAt, run)
}
