import { cnpj as cnpjRules, cpf as cpfRules } from 'cpf-cnpj-validator'
import { type JsonObject, nameOf } from '../json.ts'

type TaxNumber = ['CPF' | 'CNPJ', string]

const cpfLength = 11
const cnpjLength = 14

/** A name as people vary it: without case, accents and separators, e.g. `cpfcnpj` for `CPF/CNPJ`. */
function folded(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z\d]/gu, '')
}

/** The number with its leading zeros, of which a spreadsheet or a numeric field may have lost some; null when it is none. */
function taxNumberOf(given: unknown, lostZeros: number): TaxNumber | null {
  const text = nameOf(given)
    ?.replace(/[\s./-]/gu, '')
    .toUpperCase()
  if (!text) return null
  if (!/^\d{1,14}$/u.test(text)) {
    return /^[\dA-Z]{12}\d{2}$/u.test(text) && cnpjRules.isValid(text) ? ['CNPJ', text] : null
  }
  const isCpf = text.length <= cpfLength
  const length = isCpf ? cpfLength : cnpjLength
  if (length - text.length > lostZeros) return null
  const number = text.padStart(length, '0')
  if (isCpf) return cpfRules.isValid(number) ? ['CPF', number] : null
  return cnpjRules.isValid(number) ? ['CNPJ', number] : null
}

/**
 * The valid CPFs and CNPJs under attributes with these names, each recognised by its length, whatever the name says.
 * Under a name that says CPF or CNPJ a number may lack two leading zeros, under any other one: with two more digits,
 * other documents would pass the check digits too often.
 */
export function taxNumbersOf(attributes: JsonObject, names: readonly string[]): TaxNumber[] {
  const known = new Set(names.map(folded))
  return Object.entries(attributes).flatMap(([key, value]) => {
    const name = folded(key)
    const number = known.has(name) ? taxNumberOf(value, /cpf|cnpj/u.test(name) ? 2 : 1) : null
    return number ? [number] : []
  })
}
