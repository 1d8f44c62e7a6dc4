import { cnpj, cpf } from 'cpf-cnpj-validator'

const punctuation = /[\s.,/_-]/gu

/**
 * A CPF or CNPJ with valid check digits, in any usual spelling, as it is shown without `pii:read`: `***.444.777-**` and
 * `**.222.333/****-**`. Null for any other text.
 *
 * Eleven digits without punctuation may be both a CPF and a telephone. Nothing is shown of them, because the middle of
 * the one and the end of the other together would be almost the whole.
 */
export function maskTaxNumber(text: string): string | null {
  const characters = text.replace(punctuation, '').toUpperCase()
  if (/^\d{11}$/u.test(characters) && cpf.isValid(characters)) {
    if (text === characters && mayBeTelephone(characters)) return '*'.repeat(characters.length)
    return `***.${characters.slice(3, 6)}.${characters.slice(6, 9)}-**`
  }
  if (/^[\dA-Z]{12}\d{2}$/u.test(characters) && cnpj.isValid(characters))
    return `**.${characters.slice(2, 5)}.${characters.slice(5, 8)}/****-**`
  return null
}

/** A Brazilian mobile number with its area code, or a number of North America with its country code. */
function mayBeTelephone(digits: string): boolean {
  return /^(?:[1-9][1-9]9\d{8}|1[2-9]\d{2}[2-9]\d{6})$/u.test(digits)
}
