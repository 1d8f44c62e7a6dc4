import { cnpj, cpf } from 'cpf-cnpj-validator'
import { labelOf } from './codes.ts'
import { after, type Finder, findLabelled, findMatches, type Normalise } from './finder.ts'

const sign = '[ .,/_-]'
const cpfSpelling = `\\d{3}${sign}?\\d{3}${sign}?\\d{3}${sign}{0,3}\\d{2}(?!\\d)`
const cnpjSpelling = `[\\da-z]{2}${sign}?[\\da-z]{3}${sign}?[\\da-z]{3}${sign}{0,3}[\\da-z]{4}${sign}{0,3}\\d{2}${after}`

const punctuation = /[ .,/_-]/gu

const asCpf: Normalise = (plain) => {
  const digits = plain.replace(punctuation, '')
  return cpf.isValid(digits) ? digits : null
}

const asCnpj: Normalise = (plain) => {
  const characters = plain.replace(punctuation, '').toUpperCase()
  return cnpj.isValid(characters) ? characters : null
}

const asRg: Normalise = (plain) => {
  const characters = plain.replace(punctuation, '').toUpperCase()
  return characters.length >= 6 ? characters : null
}

const anyCpf = new RegExp(`(?<![\\d]|\\d[.,/-])${cpfSpelling}`, 'gu')
const anyCnpj = new RegExp(`(?<![\\da-z])${cnpjSpelling}`, 'gu')

const withSigns =
  (normalise: Normalise): Normalise =>
  (plain, written, label) =>
    /[ .,/_-]/u.test(plain) ? normalise(plain, written, label) : null

/** Eleven digits that can be a mobile number are more often that than a CPF. */
const asBareCpf: Normalise = (plain, written, label) =>
  /^[1-9][1-9]9\d{8}$/u.test(plain) ? null : asCpf(plain, written, label)

export const taxNumberFinders: readonly Finder[] = [
  findLabelled('CPF', labelOf('cpf'), new RegExp(cpfSpelling, 'uy'), asCpf),
  findLabelled('CNPJ', labelOf('cnpj'), new RegExp(cnpjSpelling, 'uy'), asCnpj),
  findMatches('CNPJ', anyCnpj, withSigns(asCnpj)),
  findMatches('CPF', anyCpf, withSigns(asCpf)),
  findLabelled('RG', labelOf('rg|identidade'), /\d{1,2}\.?\d{3}\.?\d{3}(?:-?[\dx])?(?![a-z\d])/uy, asRg),
]

/** Numbers without signs, which can also be that of an order or the like where a word says so. */
export const bareTaxNumberFinders: readonly Finder[] = [
  findMatches('CNPJ', anyCnpj, asCnpj),
  findMatches('CPF', anyCpf, asBareCpf),
]
