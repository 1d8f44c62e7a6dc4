import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'
import { normalizeNationalNumber } from './nationalNumber.ts'
import type { Normalizer } from './normalizer.ts'
import { readWhatsappAccount } from './whatsappAccount.ts'

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

/** Empty the cache, e.g. because a customer was erased. */
export function forgetNumbers(): void {
  known.clear()
}

function readPhone(text: string): string | null {
  const account = readWhatsappAccount(text)
  if (account) return account.hidesNumber ? null : readPhone(`+${account.digits}`)
  const dialled = text
    .replace(/^(?:tel|whatsapp):/iu, '')
    .replace(/^\s*00(?=\s*[1-9])/u, '+')
    .replace(/^\(?0xx\s*(?=\d)/iu, '(')
    .replace(/^\((?=\d{2}\))/u, '')
  const number = parsePhoneNumberFromString(dialled, { defaultCountry: 'BR', extract: false })
  if (!number || number.ext) return null
  const { countryCallingCode, nationalNumber } = number
  // The 9 for calls from abroad and the 15 for calls within Argentina, both at once: the library removes the 15 alone.
  if (countryCallingCode === '54' && /^9(?:0?\d{12}|0\d{10})$/u.test(nationalNumber))
    return readPhone(`+54${nationalNumber.slice(1)}`)
  const national = normalizeNationalNumber(countryCallingCode, nationalNumber)
  if (national === null) return null
  if (countryCallingCode === '55') return `+55${national}`
  const spelled = `+${countryCallingCode}${national}`
  const isPossible =
    national === nationalNumber ? number.isPossible() : parsePhoneNumberFromString(spelled)?.isPossible()
  return isPossible ? spelled : null
}

export const phone: Normalizer = {
  expected:
    'a telephone number with area code, e.g. (11) 98765-4321, or with country code, e.g. +44 7911 123456',
  normalize: normalizePhone,
}
