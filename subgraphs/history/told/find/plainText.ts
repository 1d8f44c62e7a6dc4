import { foldCharacters } from '../../../../platform/masking/foldCharacters.ts'

/**
 * A text as the rules that find facts read it. `folded` has the usual spelling of digits, blanks and signs; `plain` is the
 * same in lower case and without accents, character by character, so that places of the one are places of the other.
 */
export type PlainText = {
  plain: string
  folded: string
  hasDigits: boolean
  /** The place in the original text. */
  placeOf(start: number, end: number): { start: number; end: number }
}

const notPlain = /[^\t\n\r\x20-\x40\x5b-\x7e]/gu

/** Read a text, in linear time. */
export function plainText(text: string): PlainText {
  const { folded, places } = foldCharacters(text)
  return {
    folded,
    hasDigits: /\d/u.test(folded),
    plain: folded.replace(notPlain, plainCharacter),
    placeOf: (start, end) => ({
      start: places?.starts[start] ?? start,
      end: places?.ends[end - 1] ?? end,
    }),
  }
}

/** The base letter in lower case; the character itself where that has another length. */
function plainCharacter(character: string): string {
  const [base = character] = character.normalize('NFD').toLowerCase()
  return base.length === character.length ? base : character
}
