import { stemmer as englishStem } from '@orama/stemmers/english'
import { stemmer as portugueseStem } from '@orama/stemmers/portuguese'
import { LRUCache } from 'lru-cache'

const shortestStemmed = 4

/** Words are few and come again and again; a stem takes some microseconds. */
const known = new LRUCache<string, string>({ max: 20_000 })

/**
 * The stem by which a folded word is stored and searched. One stem serves both languages, because nobody says in which a
 * word is written: first the English endings are cut off, then the Portuguese ones. So `orcamentos` and `orcamento` have
 * one stem, and so have `charged` and `charges`. A word with a digit, e.g. the number of an order, is its own stem.
 *
 * The stemmer expects the accents that folding took away, and does not know all plurals, therefore both are made good.
 */
export function stemWord(folded: string): string {
  const cached = known.get(folded)
  if (cached !== undefined) return cached
  // A word can be a part of a long text, which the cache must not keep.
  const word = Buffer.from(folded).toString()
  const stem = stemOf(word)
  known.set(word, stem)
  return stem
}

function stemOf(word: string): string {
  if (word.length < shortestStemmed || /\p{N}/u.test(word)) return word
  const stem = portugueseStem(withAccent(englishStem(singular(word))))
  return withoutAccent(stem).replace(/gu$/u, 'g').replace(/qu$/u, 'c') || word
}

/** `cartoes`, `papeis`, `imagens`; only endings that English has rarely. */
function singular(word: string): string {
  return word
    .replace(/(?<=..)oes$/u, 'ao')
    .replace(/(?<=.)([aeou])is$/u, '$1l')
    .replace(/(?<=[dgmtv])ens$/u, 'em')
}

function withAccent(word: string): string {
  return word.replace(/cao$/u, 'ção').replace(/sao$/u, 'são')
}

function withoutAccent(stem: string): string {
  return stem.normalize('NFKD').replace(/\p{M}/gu, '')
}
