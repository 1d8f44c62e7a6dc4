import { maskTaxNumber } from './maskTaxNumber.ts'
import type { Replacement } from './replaceIn.ts'

/**
 * Which numbers are masked. It is done in three steps, each in linear time.
 *
 * 1. What is certainly no identifier is left out: dates, times, prices, UUIDs.
 * 2. CPF and CNPJ with valid check digits are masked by their own form.
 * 3. Of what remains, digits with a few signs between them are one number. A number of nine digits or more is masked,
 *    whatever it is: a telephone, a wa_id, a card, an RG, a CPF with a wrong digit. So is one of eight digits when it is
 *    written without signs, or in groups of four or two like a telephone. Its last two digits are shown.
 *
 * A number in doubt is masked. Shorter ones stay, e.g. the numbers of orders.
 */
export function findNumbers(folded: string): Replacement[] {
  if (!/\d\D{0,8}\d/u.test(folded)) return []
  const rest = withoutHarmless(folded)
  const taxNumbers = findTaxNumbers(rest)
  const others = findLongNumbers(blank(rest, taxNumbers))
  return [...taxNumbers, ...others].sort((a, b) => a.start - b.start)
}

const filler = 'x'

function blank(text: string, ranges: readonly { start: number; end: number }[]): string {
  const parts: string[] = []
  let kept = 0
  for (const { start, end } of ranges) {
    parts.push(text.slice(kept, start), filler.repeat(end - start))
    kept = end
  }
  return parts.join('') + text.slice(kept)
}

const year = '(?:19|20)\\d{2}'
const month = '(?:0?[1-9]|1[0-2])'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const thousands = '\\d{1,3}(?:\\.\\d{3}){1,2}'
const notMore = '(?![.,/-]?\\d)'

const harmless = new RegExp(
  [
    // 2026-06-01, 2026/6/1
    `(?<!\\d)${year}([/-])${month}\\1${day}(?!\\d)`,
    // 01/06/2026, 1.6.2026
    `(?<![\\d]|\\d[./-])${day}([./-])${month}\\2${year}(?!\\d|[./-]\\d{3})`,
    // 01/06/26
    `(?<![\\d]|\\d[./-])${day}/${month}/\\d{2}${notMore}`,
    // 12:05, 12:05:10.000
    '(?<![\\d:])(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?![\\d:])',
    // R$ 1.234.567, R$ 1234.50
    `(?<=[$€£] ?)(?:${thousands}(?:,\\d{2})?|\\d{1,7}[.,]\\d{2})${notMore}`,
    // 1.234,56
    `(?<![\\d.,/-])(?:${thousands}|\\d{1,7}),\\d{2}${notMore}`,
    '(?<![\\da-f])[\\da-f]{8}-(?:[\\da-f]{4}-){3}[\\da-f]{12}(?![\\da-f])',
  ].join('|'),
  'giu',
)

/** The longest part before a harmless value that is examined. */
const examined = 24
const numberBefore = /\d(?:[ \t.()/+_-]{0,4}\d)*[ \t.()/+_-]{1,4}$/u

/** Nine digits before a comma can be a CPF that is written so, and a UUID without any letter can be anything. */
const mayIdentify = /^(?:\d{3}\.\d{3}\.\d{3}|[\d-]{36}$)/u

function withoutHarmless(folded: string): string {
  let end = 0
  return folded.replace(harmless, (found: string, ...rest: unknown[]) => {
    const start = Number(rest.findLast((each) => typeof each === 'number'))
    const before = numberBefore.exec(folded.slice(Math.max(end, start - examined), start))?.[0] ?? ''
    if (isGrouped(before) || mayIdentify.test(found)) return found
    end = start + found.length
    return filler.repeat(found.length)
  })
}

/** Whether these digits can be the beginning of a telephone in groups, whose end looks like something harmless. */
function isGrouped(number: string): boolean {
  const groups = number.match(/\d+/gu) ?? []
  return groups.length > 1 && groups.join('').length >= 6
}

const sign = '[ .,/_-]'
/**
 * Each place where a CPF, a CNPJ of digits or one with letters may begin, with its text. One with letters is a word, or
 * has all of its signs.
 */
const taxNumber = new RegExp(
  [
    `(?<!\\d)(?=(\\d{3}${sign}?\\d{3}${sign}?\\d{3}${sign}{0,3}\\d{2})(?!\\d))`,
    `(?<!\\d)(?=(\\d{2}${sign}?\\d{3}${sign}?\\d{3}${sign}{0,3}\\d{4}${sign}{0,3}\\d{2})(?!\\d))`,
    '(?:(?<![\\dA-Z])|(?<=cnpj))(?=([\\dA-Z]{2}\\.?[\\dA-Z]{3}\\.?[\\dA-Z]{3}/?[\\dA-Z]{4}-?\\d{2})(?![\\dA-Z]))',
    '(?<!\\d)(?=([\\dA-Z]{2}\\.[\\dA-Z]{3}\\.[\\dA-Z]{3}/[\\dA-Z]{4}-\\d{2})(?!\\d))',
  ].join('|'),
  'giu',
)

function findTaxNumbers(text: string): Replacement[] {
  const found: Replacement[] = []
  for (const { index, 1: asCpf, 2: asCnpj, 3: withLetters, 4: withSigns } of text.matchAll(taxNumber)) {
    if (index < (found.at(-1)?.end ?? 0)) continue
    for (const spelling of [asCpf, asCnpj, withLetters, withSigns]) {
      const by = spelling === undefined ? null : maskTaxNumber(spelling)
      if (spelling === undefined || by === null) continue
      found.push({ start: index, end: index + spelling.length, by })
      break
    }
  }
  return found
}

const digitsAndSigns = /\d(?:[ \t.()/+_-]{0,4}\d)*/gu

function findLongNumbers(text: string): Replacement[] {
  const found: Replacement[] = []
  for (const { index, 0: number } of text.matchAll(digitsAndSigns))
    if (isMasked(number)) found.push({ start: index, end: index + number.length, by: maskDigits(number) })
  return found
}

const years = new RegExp(`^${year}(?:[ /-]{1,3}${year}){1,2}$`, 'u')
const compactDate = new RegExp(
  `^(?:${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])|(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${year})$`,
  'u',
)

function isMasked(number: string): boolean {
  const count = number.replace(/\D/gu, '').length
  if (count < 8 || years.test(number)) return false
  if (count > 8) return true
  return /^(?:\d{4}[ .-]{0,3}\d{4}|\d\d?(?:\D{1,3}\d\d?){3,7})$/u.test(number) && !compactDate.test(number)
}

/** All digits but the last two as `*`. */
function maskDigits(number: string): string {
  const end = number.replace(/\d\D*\d$/u, '').length
  return number.slice(0, end).replace(/\d/gu, '*') + number.slice(end)
}
