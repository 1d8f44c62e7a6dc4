import { requestContext, runInRequest } from '../process/requestContext.ts'

/**
 * The time at which reads of the database end, in milliseconds of `Date.now()`. A subgraph is executed in an
 * asynchronous context that holds the end of its request, so stores need not pass it on. Infinity outside of requests.
 */
export function readDeadline(): number {
  return requestContext().endsAt
}

/**
 * Call `run`. All reads that it causes, directly or after an await, end at `endsAt`. Use Infinity for work that a
 * request starts and that outlives the request: it also belongs to no request any more.
 */
export function readingUntil<Result>(endsAt: number, run: () => Result): Result {
  return runInRequest(endsAt === Infinity ? { endsAt, requestId: null, span: null } : { endsAt }, run)
}
