/** A delivery does not have the shape that its event has; the message says what was expected and what came. */
export class NotUnderstoodError extends Error {
  override name = 'NotUnderstoodError'
}

/** What came, in words that give away nothing of it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** The value, or a NotUnderstoodError when there is none. */
export function required<Value>(value: Value | null, field: string, expected: string, came: unknown): Value {
  if (value === null) throw new NotUnderstoodError(`${field}: expected ${expected}, got ${kindOf(came)}`)
  return value
}
