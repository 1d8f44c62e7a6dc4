import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'

/**
 * Joins of what several deliveries say about one thing. Every join is commutative, associative and idempotent, so what
 * comes out does not depend on the order of the deliveries, nor on how often each of them came.
 */

/** A value that a delivery showed, and when; `sentAt`, when it was sent, tells two of one time apart. */
export type Dated<Value> = { at: number; value: Value; sentAt?: number }

function isBefore(a: Dated<unknown>, b: Dated<unknown>): boolean {
  if (a.at !== b.at) return a.at < b.at
  const [sentA, sentB] = [a.sentAt ?? 0, b.sentAt ?? 0]
  if (sentA !== sentB) return sentA < sentB
  // Two values at one time: which of them counts is arbitrary, but always the same.
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

/** All entries of both, those of one key joined. */
export function joinEntries<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  join: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const joined = new Map(Object.entries(a))
  for (const [key, value] of Object.entries(b)) {
    const known = joined.get(key)
    joined.set(key, known === undefined ? value : join(known, value))
  }
  return Object.fromEntries(joined)
}

/** Every text of both, once, in a fixed order. */
export function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort()
}
