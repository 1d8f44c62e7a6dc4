/**
 * Brings one type's values to the one spelling they are kept in, or answers null when the value cannot be one. It gets
 * a trimmed text without control characters.
 */
export type Normalizer = {
  /** What is expected, for people: "a Brazilian telephone number, …". */
  expected: string
  normalize: (text: string) => string | null
}
