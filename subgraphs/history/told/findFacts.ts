import type { Fact } from './fact.ts'
import { codeFinders, findCoupons } from './find/codes.ts'
import { addressFinders, handleFinders, phoneFinders } from './find/contacts.ts'
import { findDates } from './find/dates.ts'
import { type Finder, type Found, onlyWithDigits } from './find/finder.ts'
import { goodsFinders, measureFinders } from './find/goods.ts'
import { findPaymentMethods, moneyFinders } from './find/money.ts'
import { peopleFinders } from './find/people.ts'
import { placeFinders } from './find/places.ts'
import { type PlainText, plainText } from './find/plainText.ts'
import { bareTaxNumberFinders, taxNumberFinders } from './find/taxNumbers.ts'
import { findTimes } from './find/times.ts'

/**
 * What a text tells that somebody would otherwise be asked for: identifiers, numbers of orders and the like, dates,
 * amounts, addresses, in Portuguese and English. Pure rules without a model: the same text has the same facts.
 *
 * Each finder knows some kinds, in its own file. Two of them can find the same characters, e.g. a CPF is eleven digits as a
 * telephone is. Then the first in this order is right: what is certain by its check digits or its signs, then what a word names,
 * then what only its form shows. So it is one fact for each place of a text, but for one exception: the key of a Pix payment
 * can be a CPF, a telephone or an e-mail address, which it is as well.
 */
const finders: readonly Finder[] = [
  ...onlyWithDigits(taxNumberFinders),
  ...addressFinders,
  ...onlyWithDigits(moneyFinders),
  findPaymentMethods,
  ...onlyWithDigits(codeFinders),
  findCoupons,
  ...onlyWithDigits(bareTaxNumberFinders),
  ...peopleFinders,
  ...onlyWithDigits(placeFinders),
  ...onlyWithDigits(phoneFinders),
  ...handleFinders,
  findDates,
  findTimes,
  ...onlyWithDigits(measureFinders),
  ...goodsFinders,
]

/** The facts of a text in the order in which they stand there, in linear time. */
export function findFacts(text: string): Fact[] {
  const read = plainText(text)
  const taken = new Uint8Array(read.plain.length)
  const found: Found[] = []
  for (const find of finders) {
    for (const each of find(read)) {
      if (taken.subarray(each.start, each.end).includes(1)) continue
      taken.fill(1, each.start, each.end)
      found.push(each)
    }
  }
  const facts = [
    ...found,
    ...found.flatMap((each) => (isPixKey(read, each) ? [{ ...each, kind: 'PIX_KEY' as const }] : [])),
  ]
  return facts
    .sort((one, other) => one.start - other.start)
    .map(({ kind, normalised, ...range }) => {
      const { start, end } = read.placeOf(range.start, range.end)
      return { kind, value: text.slice(start, end), normalised, start, end }
    })
}

const namesPixKey = /(?<![a-z])(?:chave(?: do)? pix|pix key|pix)(?: [a-z]{1,10}){0,5}[ :]{1,3}$/u
const keyKinds: readonly string[] = ['CPF', 'CNPJ', 'EMAIL', 'PHONE']

function isPixKey({ plain }: PlainText, { kind, start }: Found): boolean {
  return keyKinds.includes(kind) && namesPixKey.test(plain.slice(Math.max(0, start - 50), start))
}
