import { maskText } from '../../platform/masking/maskText.ts'
import { type Searched, searchedTexts } from './searchedTexts.ts'
import { wordsIn } from './wordsIn.ts'

/** How many distinct terms of one interaction are found, the first ones; and how many words of identifiers besides. */
const maximumTerms = 1_000
const maximumIdentifierTerms = 200

/** No word has this sign, so it distinguishes the words that only callers with `pii:read` may find. */
const identifierMark = '#'

/**
 * The terms by which an interaction is found, each once: the stems of the words of its texts as callers without
 * `pii:read` see them, and, marked, those that masking hides from them.
 */
export function termsOf(interaction: Searched): string[] {
  const texts = searchedTexts(interaction)
  const shown = new Set<string>()
  const hidden = new Set<string>()
  const masked = texts.map(maskText)
  for (const text of masked) addTerms(text, shown, maximumTerms)
  texts.forEach((text, index) => {
    if (text !== masked[index]) addTerms(text, hidden, maximumIdentifierTerms, shown)
  })
  return [...shown, ...[...hidden].map((term) => `${identifierMark}${term}`)]
}

/** The stored terms of which an interaction has one when a caller finds it by this term. */
export function storedTerms(term: string, seesIdentifiers: boolean): string[] {
  return seesIdentifiers ? [term, `${identifierMark}${term}`] : [term]
}

function addTerms(text: string, terms: Set<string>, most: number, known?: ReadonlySet<string>): void {
  for (const { term } of wordsIn(text)) {
    if (terms.size >= most) return
    if (term !== null && !known?.has(term)) terms.add(term)
  }
}
