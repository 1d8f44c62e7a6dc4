import { z } from 'zod'

/**
 * The identity of one request. What is made per request (loaders) hangs on it by a WeakMap. In one process all
 * subgraphs serve a request in the same scope, so that what one has loaded the others need not load again.
 */
export type RequestScope = {
  /** When the request ends, in the milliseconds of `Date.now()`. No read of the database runs on after it. */
  readonly endsAt: number
}

const defaultRequestMs = 10_000
const maximumRequestMs = 600_000

/** The scope of a request that begins now. Without `endsAt` the request has ten seconds. */
export function createRequestScope({
  endsAt = Date.now() + defaultRequestMs,
}: { endsAt?: number } = {}): RequestScope {
  return { endsAt }
}

/** The HTTP header in which a process says how many milliseconds are left of a request, as clocks differ. */
export const remainingMsHeader = 'elo-remaining-ms'

/** How many milliseconds are left of a request: at least 1, at most ten minutes. */
export function remainingMs({ endsAt }: RequestScope): number {
  return Math.max(1, Math.min(maximumRequestMs, Math.ceil(endsAt - Date.now())))
}

const remainingText = z.coerce.number().int().min(1).max(maximumRequestMs)

/** The scope of a request that came with this header; as `createRequestScope` says where the header says nothing. */
export function scopeOfRemainingMs(header: unknown): RequestScope {
  const remaining = remainingText.safeParse(header)
  return createRequestScope(remaining.success ? { endsAt: Date.now() + remaining.data } : {})
}
