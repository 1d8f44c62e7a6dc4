/**
 * Returns the stored spelling of a value of one type, or null when the value is malformed. It gets a trimmed text without
 * control characters.
 */
export type Normalizer = {
  /** What is expected, for people: "a Brazilian telephone number, …". */
  expected: string
  normalize: (text: string) => string | null
}
