import type { GraphError } from '../change.ts'
import { FollowError } from '../followError.ts'
import { Interruption } from './interruption.ts'
import { isRecord } from './isRecord.ts'

/** A result of the graph. */
export type GraphResult = { data: Record<string, unknown> | null; errors: readonly GraphError[] }

/** A result from JSON. Throws an Interruption when it is none: a proxy in between answered. */
export function readResult(value: unknown): GraphResult {
  if (!isRecord(value)) throw new Interruption('expected a result of GraphQL, got something else')
  const { data, errors } = value
  return { data: isRecord(data) ? data : null, errors: readErrors(errors) }
}

/** The errors of a result, or of an `error` message. */
export function readErrors(value: unknown): GraphError[] {
  return Array.isArray(value) ? value.filter(isGraphError) : []
}

function isGraphError(value: unknown): value is GraphError {
  return isRecord(value) && typeof value['message'] === 'string'
}

/** What an operation that was refused, or ended, by errors is: to be resumed, or over for good. */
export function endOf(errors: readonly GraphError[]): Interruption | FollowError {
  const [first] = errors
  if (!first) return new Interruption('the stream ended without a result')
  const { code, retryable, retryAfterMs } = first.extensions ?? {}
  if (code === 'UNAUTHENTICATED') return new Interruption(first.message, { needsToken: true })
  if (retryable === true || code === 'RATE_LIMITED')
    return new Interruption(String(code), { waitMs: typeof retryAfterMs === 'number' ? retryAfterMs : null })
  return new FollowError(typeof code === 'string' ? code : 'UNKNOWN', first.message, first.extensions)
}
