/**
 * The form in which a foreign value is stored: JSON text, which gives it back unchanged, whatever its keys and numbers.
 * Null for null and undefined.
 */
export function toJsonText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

/** The value that `toJsonText` stored. */
export function fromJsonText(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
