import { describe, expect, it } from 'vitest'
import type { StoredTerms } from '../../../../subgraphs/actions/commitment/commitmentTerms.ts'
import {
  comparePromises,
  type Promised,
} from '../../../../subgraphs/actions/commitment/contradictionRules.ts'

const none: StoredTerms = { amount: null, percent: null, date: null, text: null }
const [friday, monday] = [new Date('2026-06-12T17:00:00Z'), new Date('2026-06-15T17:00:00Z')]

const of = (terms: Partial<StoredTerms>, dueAt: Date | null = null): Promised => ({
  terms: { ...none, ...terms },
  dueAt,
})
const brl = (amount: string, dueAt?: Date) => of({ amount: { amount, currency: 'BRL' } }, dueAt)
const percent = (value: string) => of({ percent: value })
const on = (date: Date, dueAt = date) => of({ date }, dueAt)
const words = (text: string, date: Date | null = null) => of({ text, date })

const same = { result: 'SAME' }
const nothing = { result: 'NOTHING' }
const differs = (...terms: string[]) => ({ result: 'CONTRADICTION', differs: terms })

describe('comparePromises', () => {
  it.each([
    ['PRICE', 'the same price', brl('100'), brl('100.00'), same],
    ['PRICE', 'another price', brl('100'), brl('90'), differs('AMOUNT')],
    [
      'PRICE',
      'a price that differs in its last digit',
      brl('1.000000000000000001'),
      brl('1'),
      differs('AMOUNT'),
    ],
    [
      'PRICE',
      'another currency',
      brl('100'),
      of({ amount: { amount: '100', currency: 'USD' } }),
      differs('AMOUNT'),
    ],
    ['PRICE', 'the same price for longer', brl('100', friday), brl('100', monday), differs('DUE_AT')],
    ['PRICE', 'the same price without an end', brl('100', friday), brl('100'), same],
    ['PRICE', 'an end for a price that had none', brl('100'), brl('100', friday), differs('DUE_AT')],
    [
      'PRICE',
      'another price and another end',
      brl('100', friday),
      brl('90', monday),
      differs('AMOUNT', 'DUE_AT'),
    ],
    [
      'PRICE',
      'other words beside the same price',
      brl('100'),
      of({ amount: { amount: '100', currency: 'BRL' }, text: 'cash' }),
      same,
    ],
    ['DISCOUNT', 'the same percentage', percent('10'), percent('10.0'), same],
    ['DISCOUNT', 'a smaller discount', percent('10'), percent('5'), differs('PERCENT')],
    ['DISCOUNT', 'a larger discount', percent('10'), percent('15'), differs('PERCENT')],
    ['DISCOUNT', 'money in place of a percentage', percent('10'), brl('10'), differs('PERCENT', 'AMOUNT')],
    ['REFUND', 'the same refund', brl('50'), brl('50'), same],
    ['REFUND', 'another refund', brl('50'), brl('60'), differs('AMOUNT')],
    ['DATE', 'the same time', on(friday), on(friday), same],
    ['DATE', 'another time', on(friday), on(monday), differs('DATE', 'DUE_AT')],
    ['CALL_BACK', 'another time', on(friday), on(monday), differs('DATE', 'DUE_AT')],
    ['REPLACEMENT', 'the same words', words('A new  lamp'), words('a new lamp'), same],
    ['REPLACEMENT', 'other words', words('A new lamp'), words('A new shade'), differs('TEXT')],
    ['REPLACEMENT', 'another time', words('A lamp', friday), words('A lamp', monday), differs('DATE')],
    ['OTHER', 'the same words', words('Gift wrap'), words('gift wrap '), same],
    ['OTHER', 'other words', words('Gift wrap'), words('A card'), nothing],
  ] as const)('%s: %s', (kind, _what, open, other, expected) => {
    expect(comparePromises(kind, open, other)).toEqual(expected)
  })
})
