import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'
import { normalizeBrazilianNumber } from './brazilianNumber.ts'
import type { Normalizer } from './normalizer.ts'

/** Mexican mobiles had a 1 after the country code until 2020; WhatsApp ids keep it. */
const formerMexicanMobile = /^\+521\d{10}$/u

/**
 * A cache: parsing a number takes longer than the rest of a look-up by it. Texts have at most 255 characters.
 */
const known = new LRUCache<string, { number: string | null }>({ max: 5_000 })

/** E.164 of a telephone number; without a country code it is read as Brazilian. Null when there is no such number. */
export function normalizePhone(text: string): string | null {
  const found = known.get(text)
  if (found) return found.number
  const number = readPhone(text)
  known.set(text, { number })
  return number
}

function readPhone(text: string): string | null {
  const dialled = text
    .replace(/^tel:/iu, '')
    .replace(/^\s*00(?=\s*[1-9])/u, '+')
    .replace(/^\(?0xx\s*(?=\d)/iu, '(')
    .replace(/^\((?=\d{2}\))/u, '')
  const number = parsePhoneNumberFromString(dialled, { defaultCountry: 'BR', extract: false })
  if (!number || number.ext) return null
  if (number.countryCallingCode === '55') {
    const national = normalizeBrazilianNumber(number.nationalNumber)
    return national && `+55${national}`
  }
  return number.isPossible() || formerMexicanMobile.test(number.number) ? number.number : null
}

export const phone: Normalizer = {
  expected:
    'a telephone number with area code, e.g. (11) 98765-4321, or with country code, e.g. +44 7911 123456',
  normalize: normalizePhone,
}
