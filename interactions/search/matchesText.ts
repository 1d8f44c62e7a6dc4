import { maskText } from '../../platform/masking/maskText.ts'
import { type Searched, searchedTexts } from './searchedTexts.ts'
import type { SearchText } from './searchText.ts'
import { storedTerms, termsOf } from './termsOf.ts'
import { wordsIn } from './wordsIn.ts'

/** What a caller searches for, and whether it may find by what is masked for others. */
export type TextSearch = SearchText & { seesIdentifiers: boolean }

const known = new WeakMap<Searched, ReadonlySet<string>>()

/** Whether an interaction has all terms and phrases. `hasTerms` is the rule for terms in the database. */
export function matchesText(search: TextSearch, interaction: Searched): boolean {
  const own = known.get(interaction) ?? new Set(termsOf(interaction))
  known.set(interaction, own)
  return (
    search.terms.every((term) =>
      storedTerms(term, search.seesIdentifiers).some((stored) => own.has(stored)),
    ) && hasPhrases(search, interaction)
  )
}

/** Whether an interaction has each phrase, in one of its texts as the caller sees them. */
export function hasPhrases({ phrases, seesIdentifiers }: TextSearch, interaction: Searched): boolean {
  if (phrases.length === 0) return true
  const texts = searchedTexts(interaction).map((text) => foldedText(seesIdentifiers ? text : maskText(text)))
  return phrases.every((phrase) => texts.some((text) => text.includes(spaced(phrase))))
}

function foldedText(text: string): string {
  return spaced(Array.from(wordsIn(text), ({ folded }) => folded))
}

/** With blanks at both ends, so that no word is found within another. */
function spaced(words: readonly string[]): string {
  return ` ${words.join(' ')} `
}
