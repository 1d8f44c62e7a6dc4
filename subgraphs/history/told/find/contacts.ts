import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { labelOf } from './codes.ts'
import { type Finder, findLabelled, findMatches, type Normalise } from './finder.ts'

const label = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?'
const address = new RegExp(
  `(?<![a-z\\d.!#$%&'+_~@-])[a-z\\d](?:[a-z\\d.!#$%&'+_~-]{0,62}[a-z\\d_+-])?@(?:${label}\\.){1,4}[a-z]{2,24}(?![a-z\\d@])`,
  'gu',
)

const link = /(?<![a-z\d@])(?:https?:\/\/|www\.)[^\s<>"]{3,2000}(?<![.,;:!?)\]'])/gu
const asWritten: Normalise = (_plain, written) => written

const handle = /(?<![a-z\d@./_-])@[a-z_](?:[a-z\d_]|\.(?=[a-z\d_])){2,29}(?![a-z\d@])/gu
const handleValue = /@?[a-z_](?:[a-z\d_]|\.(?=[a-z\d_])){2,29}(?![a-z\d@])/uy
const asHandle: Normalise = (plain) => plain.replace('@', '')
/** Without the sign it is an account name only when no word can be spelled so. */
const asHandleOrWord: Normalise = (plain, written, label) =>
  /[@\d._]/u.test(plain) ? asHandle(plain, written, label) : null

const digitsAndSigns = '\\d(?:[ \\t().-]{0,3}\\d){7,14}'
const anyNumber = new RegExp(
  `(?<![a-z\\d]|\\d[.,/:-])(?:\\+|00 ?)?\\(?${digitsAndSigns}(?![a-z\\d]|[.,/:-]\\d)`,
  'gu',
)
const labelledNumber = new RegExp(`(?:\\+|00 ?)?\\(?${digitsAndSigns}(?!\\d)`, 'uy')

/** Numbers of Brazil with their area code, and those that are called with a leading 0, e.g. 0800. */
const brazilian = /^(?:[1-9][1-9](?:9\d{8}|[2-5]\d{7})|[3589]00\d{6,7})$/u

function readE164(text: string): string | null {
  const number = parsePhoneNumberFromString(text)
  return number?.isPossible() ? number.number : null
}

/** E.164; of a Brazilian number without its area code the digits. `isLabelled`: whether a word says that it is a telephone. */
function readPhone(plain: string, isLabelled: boolean): string | null {
  const digits = plain.replace(/\D/gu, '')
  if (plain.startsWith('+')) return readE164(plain)
  if (/^00[1-9]/u.test(digits)) return readE164(`+${digits.slice(2)}`)
  const national = digits.replace(/^0(?=[1-9]|[3589]00)/u, '')
  if (/^55[1-9]{2}(?:9\d{8}|[2-5]\d{7})$/u.test(digits)) return `+${digits}`
  const isGrouped = /\)|\d[ .-]\d{4}$/u.test(plain)
  if (/^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/u.test(plain)) return readE164(`+1${digits}`)
  if (brazilian.test(national) && (isLabelled || isGrouped || national.length === 11)) return `+55${national}`
  if (/^(?:9\d{4}[ .-]?|[2-5]\d{3}[ .-])\d{4}$/u.test(plain) && (isLabelled || plain.includes('-')))
    return digits
  return isLabelled && digits.length >= 10 ? readE164(`+${digits}`) : null
}

const phoneWords =
  'tel|telefone|fone|celular|cel|whats|whatsapp|zap|contato|ligar para|liga para|phone(?: number)?|cell|mobile|call me (?:at|on)'

export const addressFinders: readonly Finder[] = [
  findMatches('EMAIL', address),
  findMatches('LINK', link, asWritten),
]

export const phoneFinders: readonly Finder[] = [
  findLabelled('PHONE', labelOf(phoneWords), labelledNumber, (plain) => readPhone(plain, true), {
    isList: true,
  }),
  findMatches('PHONE', anyNumber, (plain) => readPhone(plain, false)),
]

export const handleFinders: readonly Finder[] = [
  findLabelled(
    'HANDLE',
    labelOf('instagram|insta|ig|telegram|twitter|tiktok|facebook'),
    handleValue,
    asHandleOrWord,
  ),
  findMatches('HANDLE', handle, asHandle),
]
