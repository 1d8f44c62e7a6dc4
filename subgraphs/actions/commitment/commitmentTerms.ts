import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { compareDecimals } from '../../../platform/lang/decimal.ts'
import type { CommitmentKind, CommitmentTermsInput, Money } from '../schemaTypes.ts'

/** What is promised, without until when. */
export type StoredTerms = {
  amount: Money | null
  percent: string | null
  date: Date | null
  text: string | null
}

type Term = keyof StoredTerms

/** A promise of a kind has exactly one of `needs`, and perhaps what it `takes`; every promise may have a text. */
const termsOf: Readonly<Record<CommitmentKind, { needs: readonly Term[]; takes?: readonly Term[] }>> = {
  PRICE: { needs: ['amount'] },
  DISCOUNT: { needs: ['percent', 'amount'] },
  REFUND: { needs: ['amount'] },
  DATE: { needs: ['date'] },
  CALL_BACK: { needs: ['date'] },
  REPLACEMENT: { needs: ['text'], takes: ['date'] },
  OTHER: { needs: ['text'] },
}

const allTerms = ['amount', 'percent', 'date', 'text'] as const satisfies readonly Term[]
const maximumTextLength = 1_000

export function toTerms({ amount, percent, date, text }: CommitmentTermsInput): StoredTerms {
  return {
    amount: amount ? { ...amount } : null,
    percent: percent ?? null,
    date: date ?? null,
    text: text ?? null,
  }
}

/** The faults of the terms of a kind, without those of times that have passed. */
export function termsFaults(kind: CommitmentKind, given: CommitmentTermsInput): UserError[] {
  const terms = toTerms(given)
  return [
    ...missingFaults(kind, terms),
    ...allTerms.flatMap((term) =>
      terms[term] === null || isTaken(kind, term) ? [] : [notTaken(kind, term)],
    ),
    ...amountFaults(kind, terms),
    ...percentFaults(terms),
    ...nameFaults(['terms', 'text'], terms.text, maximumTextLength),
  ]
}

function isTaken(kind: CommitmentKind, term: Term): boolean {
  const { needs, takes = [] } = termsOf[kind]
  return term === 'text' || needs.includes(term) || takes.includes(term)
}

function missingFaults(kind: CommitmentKind, terms: StoredTerms): UserError[] {
  const { needs } = termsOf[kind]
  const given = needs.filter((term) => terms[term] !== null)
  if (given.length === 1) return []
  const [only = 'text', ...others] = needs
  const expected = `expected ${needs.join(' or ')} for ${kind}`
  if (given.length > 1) return [userError('INVALID_VALUE', 'terms', `terms: ${expected}, got both`)]
  if (others.length > 0) return [userError('REQUIRED', 'terms', `terms: ${expected}, got none`)]
  return [userError('REQUIRED', ['terms', only], `terms.${only}: ${expected}, got none`)]
}

function notTaken(kind: CommitmentKind, term: Term): UserError {
  return userError('INVALID_VALUE', ['terms', term], `terms.${term}: expected none for ${kind}, got one`)
}

/** A price may be nothing; a discount or a refund of nothing is none. */
function amountFaults(kind: CommitmentKind, { amount }: StoredTerms): UserError[] {
  if (!amount) return []
  const compared = compareDecimals(amount.amount, '0')
  if (compared > 0 || (compared === 0 && kind === 'PRICE')) return []
  const expected = kind === 'PRICE' ? '0 or more' : 'more than 0'
  const message = `terms.amount.amount: expected ${expected}, got ${amount.amount}`
  return [userError('INVALID_VALUE', ['terms', 'amount', 'amount'], message)]
}

function percentFaults({ percent }: StoredTerms): UserError[] {
  if (percent === null || (compareDecimals(percent, '0') > 0 && compareDecimals(percent, '100') <= 0))
    return []
  const message = `terms.percent: expected more than 0 and at most 100, got ${percent}`
  return [userError('INVALID_VALUE', ['terms', 'percent'], message)]
}

/**
 * The faults of times that must be in the future. They are no faults of a retry: what was recorded in time is given back
 * however late the retry comes.
 */
export function pastFaults(
  { terms, dueAt }: { terms: CommitmentTermsInput; dueAt?: Date | null },
  now: Date,
): UserError[] {
  return [...futureFaults(['terms', 'date'], terms.date, now), ...futureFaults(['dueAt'], dueAt, now)]
}

function futureFaults(field: string[], time: Date | null | undefined, now: Date): UserError[] {
  if (!time || time > now) return []
  const message = `${field.join('.')}: expected a time after ${now.toISOString()}, got ${time.toISOString()}`
  return [userError('INVALID_VALUE', field, message)]
}

/** The terms in a few words, e.g. `BRL 129.90` or `10 %`. */
export function termsInWords({ amount, percent, date, text }: StoredTerms): string {
  return [
    amount && `${amount.currency} ${amount.amount}`,
    percent === null ? null : `${percent} %`,
    date && inMinutes(date),
    text,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

/** E.g. `2026-06-20 14:30 UTC`. */
export function inMinutes(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
