import { normalizeBrazilianNumber } from './brazilianNumber.ts'

/**
 * The prefixes that distinguished Mexican mobiles until 2019: 1 from abroad, 044 and 045 within Mexico, 01 for a call to
 * another area. Numbers have ten digits and begin with 2 to 9. WhatsApp ids keep the 1.
 */
function normalizeMexicanNumber(nationalNumber: string): string {
  return nationalNumber.replace(/^(?:1|01|04[45])(?=[2-9]\d{9}$)/u, '')
}

/**
 * The 9 before the area code, with which Argentine mobiles are dialled from abroad and which WhatsApp ids have, is no part
 * of the number: mobiles and landlines share the area codes, and no number is given out twice. Without the 9 a mobile is
 * written as people and SMS write it.
 */
function normalizeArgentineNumber(nationalNumber: string): string {
  return nationalNumber.replace(/^9(?=\d{10}$)/u, '')
}

/** Since 2024 all numbers of Benin, which had eight digits, begin with 01. */
function normalizeBenineseNumber(nationalNumber: string): string {
  return nationalNumber.replace(/^(?=[2-9]\d{7}$)/u, '01')
}

/**
 * Since 2021 numbers of Côte d'Ivoire have ten digits: mobiles got two digits in front by their network, which the second
 * of the former eight digits names. WhatsApp finds old accounts by both. Landlines began with 2 and 3.
 */
function normalizeIvorianNumber(nationalNumber: string): string {
  if (!/^[04-9]\d{7}$/u.test(nationalNumber)) return nationalNumber
  const network = Number(nationalNumber[1])
  return `${network <= 3 ? '01' : network <= 6 ? '05' : '07'}${nationalNumber}`
}

/** Countries whose numbers are written in several ways, or were until they got more digits, by their calling code. */
const countries: Readonly<Partial<Record<string, (nationalNumber: string) => string | null>>> = {
  '52': normalizeMexicanNumber,
  '54': normalizeArgentineNumber,
  '55': normalizeBrazilianNumber,
  '225': normalizeIvorianNumber,
  '229': normalizeBenineseNumber,
}

/**
 * The digits after the calling code in the one spelling in which they are stored, or null when there is no such number.
 * Whether the number is possible in other countries than Brazil is not checked.
 */
export function normalizeNationalNumber(callingCode: string, nationalNumber: string): string | null {
  const normalizeOfCountry = countries[callingCode]
  return normalizeOfCountry ? normalizeOfCountry(nationalNumber) : nationalNumber
}
