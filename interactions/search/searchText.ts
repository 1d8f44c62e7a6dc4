import { callerError } from '../../platform/errors/errors.ts'
import { wordsIn } from './wordsIn.ts'

/** A text to search for: all terms must be there, the longest first, and each phrase, as folded words, word for word. */
export type SearchText = { terms: string[]; phrases: string[][] }

const maximumLength = 200
const maximumTerms = 10
const quotes = /[“”„«»"]/u

/** Read a text to search for. BAD_USER_INPUT when it is too long, or has no word that can be searched, or too many. */
export function readSearchText(text: string, field: string): SearchText {
  const length = Array.from(text).length
  if (text.trim() === '' || length > maximumLength)
    throw callerError(
      'BAD_USER_INPUT',
      `${field}: expected 1 to ${maximumLength} characters, got ${text.trim() === '' ? 'only blanks' : length}`,
    )
  const parts = text.split(quotes)
  const words = parts.map((part) => [...wordsIn(part)])
  const terms = [...new Set(words.flat().flatMap(({ term }) => term ?? []))].sort(
    (one, other) => other.length - one.length,
  )
  if (terms.length === 0)
    throw callerError(
      'BAD_USER_INPUT',
      `${field}: expected a word to search for, got none but signs and words as common as "de" and "the"`,
    )
  if (terms.length > maximumTerms)
    throw callerError(
      'BAD_USER_INPUT',
      `${field}: expected at most ${maximumTerms} different words, got ${terms.length}`,
    )
  const phrases = words
    // Every second part is in quotes; what follows a quote that is not closed is not.
    .filter((_, index) => index % 2 === 1 && index < parts.length - 1)
    .map((phrase) => phrase.map(({ folded }) => folded))
    .filter((phrase) => phrase.length > 0)
  return { terms, phrases }
}
