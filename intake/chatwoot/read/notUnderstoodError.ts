/** A delivery does not have the form of its event. The message names what was expected and what was given. */
export class NotUnderstoodError extends Error {
  override name = 'NotUnderstoodError'
}

/** The type of a value, in words that reveal nothing of the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** The value. Throws a NotUnderstoodError when it is null; `given` is what the body had instead. */
export function required<Value>(value: Value | null, field: string, expected: string, given: unknown): Value {
  if (value === null) throw new NotUnderstoodError(`${field}: expected ${expected}, got ${kindOf(given)}`)
  return value
}
