import { stemWord } from './stemWord.ts'
import { stopWords } from './stopWords.ts'

/** A word of a text, its place there, and the term by which it is found; null for a word that says nothing. */
export type Word = { folded: string; term: string | null; start: number; end: number }

/** Characters that are not seen, e.g. soft hyphens, divide no word. */
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu
const plain = /^[a-z\d]*$/u
const longestWord = 64

/** The words of a text, one after the other: lower case, without accents. What comes between two words divides them. */
export function* wordsIn(text: string): Generator<Word, void> {
  for (const { 0: found, index } of text.matchAll(word)) {
    const folded = foldWord(found)
    if (folded !== '') yield { folded, term: termOf(folded), start: index, end: index + found.length }
  }
}

function foldWord(found: string): string {
  const lower = found.toLowerCase()
  const folded = plain.test(lower) ? lower : lower.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '')
  return folded.length > longestWord ? folded.slice(0, longestWord) : folded
}

function termOf(folded: string): string | null {
  const saysNothing = stopWords.has(folded) || (folded.length === 1 && !/\p{N}/u.test(folded))
  return saysNothing ? null : stemWord(folded)
}
