import type { Interaction } from '../../../interactions/interaction.ts'
import type { TextSearch } from '../../../interactions/search/matchesText.ts'
import { searchedTexts } from '../../../interactions/search/searchedTexts.ts'
import { type Word, wordsIn } from '../../../interactions/search/wordsIn.ts'
import { endOfCharacters } from '../../../platform/lang/endOfCharacters.ts'
import { maskText } from '../../../platform/masking/maskText.ts'

const shownBefore = 60
const shownLength = 200

/**
 * The part of an interaction's text that has the first phrase that was searched for, or the first of the words, on one
 * line of at most 200 characters. It is cut from the text that the caller sees: in a part of an identifier masking would not
 * recognise it.
 */
export function snippetOf(interaction: Interaction, search: TextSearch): string {
  const texts = searchedTexts(interaction).map((text) => (search.seesIdentifiers ? text : maskText(text)))
  for (const find of finders(search)) {
    for (const text of texts) {
      const start = find(text)
      if (start !== null) return cut(text, start)
    }
  }
  return interaction.summary
}

/** Each gives where a text has what it finds; null where it has not. */
function finders({ phrases, terms }: TextSearch): ((text: string) => number | null)[] {
  return [
    ...phrases.map((phrase) => (text: string) => startOfPhrase([...wordsIn(text)], phrase)),
    (text) => {
      for (const { term, start } of wordsIn(text)) if (term !== null && terms.includes(term)) return start
      return null
    },
  ]
}

function startOfPhrase(words: readonly Word[], phrase: readonly string[]): number | null {
  const first = words.findIndex((_, index) =>
    phrase.every((folded, offset) => words[index + offset]?.folded === folded),
  )
  return words[first]?.start ?? null
}

function cut(text: string, match: number): string {
  const from = match <= shownBefore ? 0 : wordBoundary(text, match - shownBefore, match)
  const rest = text.slice(from)
  const to = rest.length <= shownLength ? rest.length : endOfCharacters(rest, shownLength - 2)
  const line = rest.slice(0, to).replace(/\s+/gu, ' ').trim()
  return `${from > 0 ? '…' : ''}${line}${to < rest.length ? '…' : ''}`
}

/** The beginning of the first word from a place on, but not behind the match. */
function wordBoundary(text: string, from: number, match: number): number {
  const blank = text.slice(from, match).search(/\s\S/u)
  return blank === -1 ? match : from + blank + 1
}
