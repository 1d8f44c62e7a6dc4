import { AsyncLocalStorage } from 'node:async_hooks'

const deadlines = new AsyncLocalStorage<number>()

/**
 * The time at which reads of the database end, in milliseconds of `Date.now()`. A subgraph is executed in an
 * asynchronous context that holds the end of its request, so stores need not pass it on. Infinity outside of requests.
 */
export function readDeadline(): number {
  return deadlines.getStore() ?? Infinity
}

/**
 * Call `run`. All reads that it causes, directly or after an await, end at `endsAt`. Use Infinity for work that a
 * request starts and that outlives the request.
 */
export function readingUntil<Result>(endsAt: number, run: () => Result): Result {
  return deadlines.run(endsAt, run)
}
