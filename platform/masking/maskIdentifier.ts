import { maskTaxNumber } from './maskTaxNumber.ts'

const shownCharacters = 2

/** A value that identifies somebody as it is shown without `pii:read`: a CPF or CNPJ by its middle, any other by its end. */
export function maskIdentifier(value: string): string {
  const taxNumber = maskTaxNumber(value)
  if (taxNumber !== null) return taxNumber
  const characters = Array.from(value)
  const shown = characters.length > 2 * shownCharacters ? shownCharacters : 0
  return characters.map((each, index) => (index < characters.length - shown ? '*' : each)).join('')
}
