import { limited } from '../limited.ts'

/** As many as a text of Chatwoot has at most, and Elo keeps. */
const maximumCharacters = 150_000

/** A text, and whether its end is missing. */
export type KeptText = { text: string; isCut: boolean }

/** The text, or as much of it as Elo keeps; its last character says that it was cut. */
export function keptText(text: string): KeptText {
  if (text.length <= maximumCharacters) return { text, isCut: false }
  const end = endOf(text, maximumCharacters)
  return end === text.length ? { text, isCut: false } : { text: limited(text, end), isCut: true }
}

/** Where the first characters end. A string counts some of them twice. */
function endOf(text: string, characters: number): number {
  let end = 0
  for (let count = 0; count < characters && end < text.length; count++)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return end
}
