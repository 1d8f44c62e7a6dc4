import { foldText } from './foldText.ts'

const apostrophes = /[´`‘’ʼ']/gu
const separators = /[\s,;/|_\u2010-\u2015-]+/u
const signs = /[^\p{L}\p{N}]+/u

/** How many words of a name are searched. */
const maximumWords = 32

function split(text: string, by: RegExp): string[] {
  return text.split(by).filter((word) => word !== '')
}

function wordsOf(text: string): string[] {
  const words = split(foldText(text.replace(apostrophes, '')), separators)
  return [...new Set(words)].slice(0, maximumWords)
}

/**
 * The words that a search looks for, folded, the longest first. Apostrophes are left out, so that D'Ávila and Davila are
 * one name. A word that begins another one says nothing more. Empty when the text has no words.
 */
export function searchedWords(text: string): string[] {
  const words = wordsOf(text)
  return words
    .filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
    .sort((a, b) => b.length - a.length)
}

/**
 * The words by which a name is found, folded: those that `searchedWords` would look for, and their parts between signs,
 * so that Ávila finds D'Ávila.
 */
export function nameWords(name: string): string[] {
  const parts = split(foldText(name.replace(apostrophes, ' ')), signs)
  return [...new Set([...wordsOf(name), ...parts])].slice(0, maximumWords)
}
