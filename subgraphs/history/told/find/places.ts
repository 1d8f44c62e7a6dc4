import { labelOf } from './codes.ts'
import { after, withSingleBlanks, before, type Finder, findLabelled, findMatches } from './finder.ts'

const word = "[a-z\\d][a-z\\d'’.]{0,24}"
const part = '(?:apto?|apartamento|bloco|bl|casa|sala|lote|quadra|andar|fundos|apt|suite|unit|flat|floor)'
/** Flat, block or the like, up to three. */
const parts = `(?:(?:,| -)? {0,2}${part}\\.? {0,1}[a-z\\d]{1,5}(?![a-z\\d])){0,3}`

/** e.g. `Rua das Flores, nº 123, apto 45`; without a number it is no address. */
const brazilian = new RegExp(
  `${before}(?:rua|r\\.|avenida|av\\.?|travessa|tv\\.|alameda|al\\.|praca|rodovia|rod\\.|estrada|largo|viela) ` +
    `${word}(?: ${word}){0,6}?(?:,| -)? {0,2}(?:n\\.?o?\\.? ?|numero )?\\d{1,6}(?:-?[a-z])?(?![a-z\\d/]|[.,]\\d)${parts}`,
  'gu',
)

/** e.g. `221B Baker Street, flat 2`. */
const english = new RegExp(
  `${before}\\d{1,6}[a-z]?(?: (?!(?:on|in|the|at|of|to|and|for|my) )${word}){1,4}? (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|way|court|place|square|terrace|parkway|highway|crescent|close|alley)${after}\\.?${parts}`,
  'gu',
)

const asPostalCode = (plain: string) => plain.replace(/\D/gu, '')

export const placeFinders: readonly Finder[] = [
  findMatches('ADDRESS', brazilian, asAddress),
  findMatches('ADDRESS', english, asAddress),
  findLabelled(
    'POSTAL_CODE',
    labelOf('cep|postal code|zip(?: code)?'),
    /\d{2}\.?\d{3}[ -]?\d{3}(?!\d)|\d{5}(?!\d|-\d)/uy,
    asPostalCode,
  ),
  findMatches('POSTAL_CODE', /(?<![\d.,/-]|\d )(?:\d{5}|\d{2}\.\d{3})-\d{3}(?![\d-])/gu, asPostalCode),
]

function asAddress(plain: string): string {
  return withSingleBlanks(plain.replace(/[.,]/gu, ' ')).trim()
}
