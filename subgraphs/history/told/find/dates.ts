import { after, type Finder, findMatches } from './finder.ts'

const months = [
  ['jan', 'janeiro', 'january'],
  ['fev', 'fevereiro', 'feb', 'february'],
  ['mar', 'marco', 'march'],
  ['abr', 'abril', 'apr', 'april'],
  ['mai', 'maio', 'may'],
  ['jun', 'junho', 'june'],
  ['jul', 'julho', 'july'],
  ['ago', 'agosto', 'aug', 'august'],
  ['set', 'setembro', 'sep', 'sept', 'september'],
  ['out', 'outubro', 'oct', 'october'],
  ['nov', 'novembro', 'november'],
  ['dez', 'dezembro', 'dec', 'december'],
]
const month = months
  .flat()
  .sort((a, b) => b.length - a.length)
  .join('|')
const year = '(?:19|20)\\d{2}'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const number = '(?:0?[1-9]|1[0-2])'

const numeric = [
  `${year}([/-])${number}\\1${day}`,
  `${day}/${number}/(?:${year}|\\d{2})(?![\\d/])`,
  `${day}([.-])${number}\\2${year}`,
  // 12/05, but not 1/2.
  `(?:${day}/(?:0[1-9]|1[0-2])|(?:0[1-9]|[12]\\d|3[01])/[1-9])(?![\\d/,.]\\d|/)`,
].join('|')
const named = [
  `${day}(?:o|a|st|nd|rd|th)? (?:de |of )?(?:${month})\\.?(?![a-z])(?:(?: de |,? )${year})?`,
  `(?:${month})\\.? ${day}(?:st|nd|rd|th)?(?![\\d:/])(?:,? ${year})?`,
].join('|')
const relative = [
  'depois de amanha|amanha|hoje|ontem|anteontem',
  'day after tomorrow|tomorrow|today|yesterday',
  '(?:segunda|terca|quarta|quinta|sexta)[- ]feira|sabado|domingo',
  '(?:(?:proxim|nest|ness)[ao]|na|ate) (?:segunda|terca|quarta|quinta|sexta)(?![- ]feira)',
  '(?:next |on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day',
  '(?:semana|mes|ano) que vem|(?:proxim[ao]|next) (?:semana|mes|week|month)',
  'dia (?:0?[1-9]|[12]\\d|3[01])(?![\\d/.]| d)',
].join('|')

/** The pattern of an absolute date, for what else has one. */
export const absoluteDate = `(?:${numeric}|${named})${after}`

const anyDate = new RegExp(
  `(?<![a-z\\d]|\\d[./,:-])(?:${absoluteDate}|(?:${relative})${after})(?![./-]\\d)`,
  'gu',
)

export const findDates: Finder = findMatches('DATE', anyDate, readDate)

/**
 * An absolute date as ISO 8601, e.g. `2026-05-12`, and `--05-12` when it has no year: what is written with digits is read
 * as Brazilians do, the day first. A date that depends on when it was written, e.g. `amanhã`, stays as it is written.
 */
export function readDate(plain: string, written: string = plain): string | null {
  const iso = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/u.exec(plain)
  if (iso) return isoDate(iso[1], iso[2], iso[3])
  const digits = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$/u.exec(plain)
  if (digits) return isoDate(digits[3], digits[2], digits[1])
  const dayFirst = /^(\d{1,2})\D{0,3} (?:de |of )?([a-z]+)/u.exec(plain)
  const monthFirst = /^([a-z]+)\.? (\d{1,2})/u.exec(plain)
  const givenYear = /(?:19|20)\d{2}$/u.exec(plain)?.[0]
  if (dayFirst?.[2] && monthOf(dayFirst[2])) return isoDate(givenYear, monthOf(dayFirst[2]), dayFirst[1])
  if (monthFirst?.[1] && monthOf(monthFirst[1]))
    return isoDate(givenYear, monthOf(monthFirst[1]), monthFirst[2])
  return written.toLowerCase()
}

function monthOf(name: string): string | undefined {
  const index = months.findIndex((names) => names.includes(name))
  return index === -1 ? undefined : String(index + 1)
}

const two = (text: string) => text.padStart(2, '0')

/** Null when the month has no such day. */
function isoDate(givenYear = '', monthNumber = '', dayOfMonth = ''): string | null {
  const century = Number(givenYear) < 50 ? '20' : '19'
  const fullYear = givenYear.length === 2 ? century + givenYear : givenYear
  const date = new Date(Date.UTC(Number(fullYear || '2024'), Number(monthNumber) - 1, Number(dayOfMonth)))
  if (date.getUTCDate() !== Number(dayOfMonth)) return null
  return `${fullYear || '-'}-${two(monthNumber)}-${two(dayOfMonth)}`
}
