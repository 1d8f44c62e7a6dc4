const halfCharacter = /\p{Surrogate}/u

/** Whether a text consists of whole characters: no database stores half of a surrogate pair unchanged. */
export function isWholeText(text: string): boolean {
  return !halfCharacter.test(text)
}

/** The text with the replacement character U+FFFD for each half of a surrogate pair. */
export function wholeText(text: string): string {
  return isWholeText(text) ? text : text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Whether a number in JSON stays the same in JavaScript: it is finite, and a safe integer when it is an integer. */
export function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
