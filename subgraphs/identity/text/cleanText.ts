/** A text without control characters and blanks around it; null when nothing is left. */
export function cleanText(text: string | null | undefined): string | null {
  return text?.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || null
}
