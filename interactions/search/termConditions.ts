import type { TextSearch } from './matchesText.ts'
import { storedTerms } from './termsOf.ts'

type Condition = Record<string, unknown>

/** That an interaction has a term: what the indexes on terms answer. */
export function hasTerm(term: string, { seesIdentifiers }: Pick<TextSearch, 'seesIdentifiers'>): Condition {
  const [first, ...others] = storedTerms(term, seesIdentifiers)
  return { terms: others.length === 0 ? first : { $in: [first, ...others] } }
}

/**
 * That an interaction has all terms, as conditions of which all must hold. Only the first term is looked for in an index:
 * MongoDB could choose any of several conditions on one array, also that of a term that many have.
 */
export function hasTerms(search: TextSearch): Condition[] {
  const [first, ...others] = search.terms
  if (first === undefined) return []
  const own = { $ifNull: ['$terms', []] }
  const hasEach = others.map((term) => ({
    $or: storedTerms(term, search.seesIdentifiers).map((stored) => ({ $in: [{ $literal: stored }, own] })),
  }))
  return [hasTerm(first, search), ...(hasEach.length > 0 ? [{ $expr: { $and: hasEach } }] : [])]
}
