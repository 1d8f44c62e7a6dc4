/** Whether a text has more characters than that. A character outside the basic plane counts once. */
export function isLongerThan(text: string, characters: number): boolean {
  if (text.length <= characters) return false
  return text.length > 2 * characters || Array.from(text).length > characters
}
