/**
 * A foreign value as it is stored: as text, so that it comes back as it was given, whatever its keys and numbers.
 * Null when there is none.
 */
export function toJsonText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

/** The value that `toJsonText` stored. */
export function fromJsonText(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
