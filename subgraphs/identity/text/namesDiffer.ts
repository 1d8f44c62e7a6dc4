import type { NameTrust } from '../customer/nameTrust.ts'
import { editDistance } from './editDistance.ts'
import { foldText } from './foldText.ts'
import { isPlaceholderName } from './placeholderName.ts'

/** A name, and who gives it. */
export type GivenName = { name: string; trust: NameTrust }

/** Titles and particles. They distinguish nobody. */
const ignored = new Set(
  (
    'dr dra doutor doutora sr sra srta senhor senhora dona prof profa professor professora mr mrs ms miss don eng ' +
    'da de do das dos e di du del della la las los y van von der den'
  ).split(' '),
)
/** What distinguishes a child from a parent. It is often left out, and unrelated people have the same one. */
const suffixes = new Set('jr junior filho filha neto neta sobrinho sobrinha'.split(' '))

const apostrophes = /[´`‘’ʼ']/gu
const signs = /[^\p{L}\p{N}]+/u
const maximumWords = 32

/**
 * Whether two names are clearly those of two people; the order of the two has no effect. It is true only when nothing
 * speaks for one person: a name that is left out, shortened, written another way or in another order is not clearly
 * another one, and a placeholder is none. One word from a channel is often a nickname, so it differs from nothing.
 *
 * The first names decide. If they are alike, the names differ when the rest has nothing in common. If not, the names
 * differ unless the rest has something in common and the first names begin alike: Bia Lima can be Beatriz Lima.
 */
export function isClearlyAnotherName(a: GivenName, b: GivenName): boolean {
  if (isPlaceholderName(a.name) || isPlaceholderName(b.name)) return false
  const [words, others] = [wordsOf(a.name), wordsOf(b.name)]
  if (isNickname(a, words) || isNickname(b, others)) return false
  if (isLatin(words) !== isLatin(others)) return false
  if (areAmong(words, others) || areAmong(others, words) || words.join('') === others.join('')) return false

  const [[first, ...rest], [otherFirst, ...otherRest]] = [withoutSuffix(words), withoutSuffix(others)]
  if (first === undefined || otherFirst === undefined) return false
  const hasCommon = rest.some((word) => otherRest.some((other) => areAlike(word, other)))
  if (areAlike(first, otherFirst) || areNear(first, otherFirst, 2))
    return rest.length > 0 && otherRest.length > 0 && !hasCommon
  return !(hasCommon && first.charAt(0) === otherFirst.charAt(0))
}

/** The words of a name, folded, without titles and particles. */
function wordsOf(name: string): string[] {
  const words = foldText(inUsualOrder(name).replace(apostrophes, '')).split(signs)
  return words.filter((word) => word !== '' && !ignored.has(word)).slice(0, maximumWords)
}

/** `Souza, Maria` as `Maria Souza`. */
function inUsualOrder(name: string): string {
  const [last = '', first, ...more] = name.split(',')
  return first !== undefined && more.length === 0 && !last.trim().includes(' ') ? `${first} ${last}` : name
}

function withoutSuffix(words: readonly string[]): string[] {
  return words.filter((word, index) => index === 0 || !suffixes.has(word))
}

/** Whether it says too little to differ from another name. A user name, such as `rodrigo.souza5179`, is one word. */
function isNickname({ name, trust }: GivenName, words: readonly string[]): boolean {
  return words.length === 0 || (trust === 'CHANNEL' && (words.length === 1 || !/\s/u.test(name.trim())))
}

/** Names in different scripts cannot be compared. */
function isLatin(words: readonly string[]): boolean {
  return words.some((word) => /\p{Script=Latin}/u.test(word))
}

function areAmong(words: readonly string[], others: readonly string[]): boolean {
  return words.every((word) => others.some((other) => areAlike(word, other)))
}

/** Whether two words are the same, one the beginning of the other, or almost the same. Numbers are the same or not. */
function areAlike(a: string, b: string): boolean {
  if (a === b) return true
  if (/\p{N}/u.test(a + b)) return false
  return a.startsWith(b) || b.startsWith(a) || areNear(a, b, 1)
}

/** Whether two spellings differ by so few letters. Of short words every letter counts. */
function areNear(a: string, b: string, distance: number): boolean {
  if (Math.min(a.length, b.length) < 4 || /\p{N}/u.test(a + b)) return false
  return Math.abs(a.length - b.length) <= distance && editDistance(a, b) <= distance
}
