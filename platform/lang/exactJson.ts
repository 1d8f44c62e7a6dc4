const halfCharacter = /\p{Surrogate}/u

/** Whether a text consists of whole characters: half of a surrogate pair is kept by no database as it is. */
export function isWholeText(text: string): boolean {
  return !halfCharacter.test(text)
}

/** Whether JSON, as JavaScript reads it, holds a number exactly: it is finite, and safe when it is whole. */
export function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
