import { compareDecimals } from '../../../platform/lang/decimal.ts'
import type { CommitmentKind, CommitmentTerm } from '../schemaTypes.ts'
import type { StoredTerms } from './commitmentTerms.ts'

/** What a promise says. */
export type Promised = { terms: StoredTerms; dueAt: Date | null }

type Rule = {
  /** The parts of which every one must be the same for two promises to be the same. */
  compares: readonly CommitmentTerm[]
  /** What two promises are that differ in any of these parts. */
  differing: 'CONTRADICTION' | 'NOTHING'
}

/**
 * What contradicts what, of two promises of one kind to one customer on one matter.
 *
 * A promise that is better for the customer contradicts as much as one that is worse: with 10 % from one agent and 15 %
 * from another the customer was told two things. Only the business can say which counts, by `supersedes`.
 */
export const contradictionRules: Readonly<Record<CommitmentKind, Rule>> = {
  PRICE: { compares: ['AMOUNT', 'DUE_AT'], differing: 'CONTRADICTION' },
  DISCOUNT: { compares: ['PERCENT', 'AMOUNT', 'DUE_AT'], differing: 'CONTRADICTION' },
  REFUND: { compares: ['AMOUNT', 'DUE_AT'], differing: 'CONTRADICTION' },
  DATE: { compares: ['DATE', 'DUE_AT'], differing: 'CONTRADICTION' },
  CALL_BACK: { compares: ['DATE', 'DUE_AT'], differing: 'CONTRADICTION' },
  REPLACEMENT: { compares: ['TEXT', 'DATE', 'DUE_AT'], differing: 'CONTRADICTION' },
  // Free words cannot be compared: what differs is another promise, and both are to be kept.
  OTHER: { compares: ['TEXT', 'DUE_AT'], differing: 'NOTHING' },
}

/** Whether two promises say the same in one part; `other` is the later one. */
const isSame: Readonly<Record<CommitmentTerm, (open: Promised, other: Promised) => boolean>> = {
  AMOUNT: ({ terms: { amount: one } }, { terms: { amount: other } }) =>
    one && other
      ? one.currency === other.currency && compareDecimals(one.amount, other.amount) === 0
      : one === other,
  PERCENT: ({ terms: { percent: one } }, { terms: { percent: other } }) =>
    one !== null && other !== null ? compareDecimals(one, other) === 0 : one === other,
  DATE: (open, other) => isSameTime(open.terms.date, other.terms.date),
  TEXT: (open, other) => folded(open.terms.text) === folded(other.terms.text),
  // A promise that does not say until when takes nothing from one that does.
  DUE_AT: (open, other) => other.dueAt === null || isSameTime(open.dueAt, other.dueAt),
}

/** How a promise stands to an open one of the same kind on the same matter. */
export type Comparison =
  { result: 'SAME' | 'NOTHING' } | { result: 'CONTRADICTION'; differs: CommitmentTerm[] }

export function comparePromises(kind: CommitmentKind, open: Promised, other: Promised): Comparison {
  const { compares, differing } = contradictionRules[kind]
  const differs = compares.filter((term) => !isSame[term](open, other))
  if (differs.length === 0) return { result: 'SAME' }
  return differing === 'NOTHING' ? { result: 'NOTHING' } : { result: 'CONTRADICTION', differs }
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}

function folded(text: string | null): string | undefined {
  return text?.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}
