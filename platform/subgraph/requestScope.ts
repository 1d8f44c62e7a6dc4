import { z } from 'zod'
import type { Principal } from './principal.ts'
import { newRequestCall, type RequestCall } from './audit/requestCall.ts'

/**
 * The identity of one request: loaders are kept per scope, in a WeakMap. In one process all subgraphs serve a request
 * in the same scope, so that they share what is loaded.
 */
export type RequestScope = {
  /** The end of the request, in milliseconds of `Date.now()`. Reads of the database end then. */
  readonly endsAt: number
  /** What the audit trail keeps of the request. */
  readonly call: RequestCall
}

/** One request to a subgraph, in process or over HTTP. */
export type SubgraphRequest = { principal: Principal; scope: RequestScope }

const defaultRequestMs = 10_000
const maximumRequestMs = 600_000

/** The scope of a request that begins now. Without `endsAt` the request has ten seconds, without `call` an id of its own. */
export function createRequestScope({
  endsAt = Date.now() + defaultRequestMs,
  call = newRequestCall(),
}: { endsAt?: number; call?: RequestCall } = {}): RequestScope {
  return { endsAt, call }
}

/** The HTTP header with the remaining milliseconds of a request. Not the time of its end, because clocks differ. */
export const remainingMsHeader = 'elo-remaining-ms'

/** The remaining milliseconds of a request: at least 1, at most ten minutes. */
export function remainingMs({ endsAt }: RequestScope): number {
  return Math.max(1, Math.min(maximumRequestMs, Math.ceil(endsAt - Date.now())))
}

const remainingText = z.coerce.number().int().min(1).max(maximumRequestMs)

/** The scope of a request with this header; a request without a valid one has ten seconds. */
export function scopeOfRemainingMs(header: unknown): RequestScope {
  const remaining = remainingText.safeParse(header)
  return createRequestScope(remaining.success ? { endsAt: Date.now() + remaining.data } : {})
}
