import { cnpj as cnpjRules, cpf as cpfRules } from 'cpf-cnpj-validator'
import type { Normalizer } from './normalizer.ts'

function withoutPunctuation(text: string): string {
  return text.replace(/[\s./-]/gu, '')
}

export const cpf: Normalizer = {
  expected: 'a CPF of 11 digits with valid check digits, e.g. 529.982.247-25',
  normalize(text) {
    const digits = withoutPunctuation(text)
    return /^\d{11}$/u.test(digits) && cpfRules.isValid(digits) ? digits : null
  },
}

export const cnpj: Normalizer = {
  expected: 'a CNPJ of 14 characters with valid check digits, e.g. 11.222.333/0001-81 or 12.ABC.345/01DE-35',
  normalize(text) {
    const characters = withoutPunctuation(text).toUpperCase()
    return /^[\dA-Z]{12}\d{2}$/u.test(characters) && cnpjRules.isValid(characters) ? characters : null
  },
}
