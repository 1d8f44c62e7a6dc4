import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from '../tracing/span.ts'

/** What is known of the request that this code runs for. */
export type RequestContext = {
  /** The id in its log lines; null outside of requests. */
  readonly requestId: string | null
  /** When its reads of the database end, in milliseconds of `Date.now()`; Infinity when they need not. */
  readonly endsAt: number
  /** The work that it is in its trace; null outside of traces, and always when they are off. */
  readonly span: Span | null
}

const outside: RequestContext = { requestId: null, endsAt: Infinity, span: null }

/** One storage for everything, because each one costs time at every promise of the process. */
const contexts = new AsyncLocalStorage<RequestContext>()

/** The request that this code runs for: it, or what awaits it, was called by `runInRequest`. */
export function requestContext(): RequestContext {
  return contexts.getStore() ?? outside
}

/** Call `run`. It and all that it causes, directly or after an await, belong to the request with these changes. */
export function runInRequest<Result>(changes: Partial<RequestContext>, run: () => Result): Result {
  return contexts.run({ ...requestContext(), ...changes }, run)
}
