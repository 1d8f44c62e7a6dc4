import { escapeRegExp } from '../../../platform/lang/escapeRegExp.ts'
import type { WholeIdentifier } from '../normalization/wholeIdentifiers.ts'
import { foldText } from '../text/foldText.ts'
import { searchedWords } from '../text/nameWords.ts'

export type Condition = Record<string, unknown>

/** A place in the order of customers, newest first. */
export type CustomerPosition = { createdAt: Date; id: string }

/** Which customers, newest first; lists match by any of their items. `after` is the customer before the page. */
export type CustomerQuery = {
  name: string | null
  /** Whether `name` finds only names that callers without `pii:read` see as they are. */
  onlyPlainNames?: boolean
  identifier: string | null
  /** The whole identifiers that the text of `identifier` may be. */
  wholeIdentifiers?: readonly WholeIdentifier[]
  tags: string[] | null
  lastContact: { from: Date | null; to: Date | null } | null
  departments: string[] | null
  /** Only customers with any of these profiles; null: all. */
  visibleProfiles: readonly string[] | null
  /** The conditions on interactions that the caller may read. */
  readable: readonly Condition[]
  after: CustomerPosition | null
  limit: number
}

/** The customers with one of the tags after the page before: what the indexes return in the order of pages. */
export function pagePosition({
  tags,
  after,
}: {
  tags: string[] | null
  after: { createdAt: Date; id: string } | null
}): Condition {
  return {
    isCanonical: true,
    ...(tags && { 'customer.tags': { $in: tags } }),
    ...(after && {
      createdAt: { $lte: after.createdAt },
      $or: [{ createdAt: { $lt: after.createdAt } }, { _id: { $lt: after.id } }],
    }),
  }
}

/** The customers whose name begins with a text; this answers for texts without words. */
export function nameBegins(text: string): Condition {
  return { 'customer.foldedName': new RegExp(`^${escapeRegExp(foldText(text))}`, 'u') }
}

/** The customers with a word of their name that begins so. */
export function wordBegins(word: string): Condition {
  return { 'customer.nameWords': new RegExp(`^${escapeRegExp(word)}`, 'u') }
}

/** The customers with words of their name that begin as all the words of a text do. */
export function hasName(text: string): Condition {
  const words = searchedWords(text)
  return words.length === 0 ? nameBegins(text) : { $and: words.map(wordBegins) }
}

/**
 * The customers with a word that begins so, and with words that begin as each of the others do. Only the first is looked
 * for in the index: MongoDB could choose any of several conditions on one array, also that of a word that many have.
 */
export function wordBeginsFirst(word: string, others: readonly string[]): Condition {
  if (others.length === 0) return wordBegins(word)
  const input = { $ifNull: ['$customer.nameWords', []] }
  const begins = others.map((other) => ({
    $anyElementTrue: [
      {
        $map: { input, as: 'own', in: { $eq: [{ $indexOfBytes: ['$$own', { $literal: other }] }, 0] } },
      },
    ],
  }))
  return { ...wordBegins(word), $expr: { $and: begins } }
}

/** That the name, when a search must find only such names, has no number, address or account name in it. */
export function plainly({ onlyPlainNames = false }: { onlyPlainNames?: boolean }): Condition {
  return onlyPlainNames ? { $nor: [{ 'customer.foldedName': /[@_\p{N}]|^[^\s.]*\.\S*$/u }] } : {}
}

/** A stored identifier contains a text, or it is one of the whole identifiers that the text may be. */
export function identifierPattern(text: string, whole: readonly WholeIdentifier[]): RegExp {
  const folded = foldText(text).trimEnd()
  const digits = folded.replace(/\D/gu, '')
  const isTelephone = digits.length >= 3 && /^[\d\s().+/-]+$/u.test(folded)
  const parts = isTelephone && digits !== folded ? [folded, digits] : [folded]
  const others = whole.flatMap((each) =>
    parts.some((part) => each.folded.includes(part)) ? [] : `^${escapeRegExp(each.folded)}$`,
  )
  return new RegExp([...parts.map(escapeRegExp), ...others].join('|'), 'u')
}
