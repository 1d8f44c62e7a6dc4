import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'

/**
 * Joins of the observations of several deliveries. Every join is commutative, associative and idempotent, so the result
 * depends neither on the order of the deliveries nor on how often each arrives.
 */

/** A value that a delivery showed, and when. `sentAt`, the time of sending, orders two values of the same time. */
export type Dated<Value> = { at: number; value: Value; sentAt?: number }

function isBefore(a: Dated<unknown>, b: Dated<unknown>): boolean {
  if (a.at !== b.at) return a.at < b.at
  const [sentA, sentB] = [a.sentAt ?? 0, b.sentAt ?? 0]
  if (sentA !== sentB) return sentA < sentB
  // For two values of one time the choice is arbitrary, but the same in every process.
  return canonicalJson(a.value) < canonicalJson(b.value)
}

export function earliest<Each extends Dated<unknown>>(a: Each, b: Each): Each
export function earliest<Each extends Dated<unknown>>(a: Each | null, b: Each | null): Each | null
export function earliest<Each extends Dated<unknown>>(a: Each | null, b: Each | null): Each | null {
  if (!a || !b) return a ?? b
  return isBefore(b, a) ? b : a
}

export function latest<Each extends Dated<unknown>>(a: Each, b: Each): Each
export function latest<Each extends Dated<unknown>>(a: Each | null, b: Each | null): Each | null
export function latest<Each extends Dated<unknown>>(a: Each | null, b: Each | null): Each | null {
  if (!a || !b) return a ?? b
  return isBefore(a, b) ? b : a
}

export function smallest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

export function largest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}

/** The entries of both; those with the same key are joined. */
export function joinEntries<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  join: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const joined = new Map(Object.entries(a))
  for (const [key, value] of Object.entries(b)) {
    const other = joined.get(key)
    joined.set(key, other === undefined ? value : join(other, value))
  }
  return Object.fromEntries(joined)
}

/** The texts of both, each once, sorted. */
export function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort()
}
