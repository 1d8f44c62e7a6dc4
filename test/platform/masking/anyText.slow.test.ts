import { cnpj, cpf } from 'cpf-cnpj-validator'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskText } from '../../../platform/masking/maskText.ts'

const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((each) => each.join(''))

const areaCode = fc.integer({ min: 11, max: 99 }).map(String)
const taxNumber = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 199 }))
const generated = {
  cpf: Array.from({ length: 100 }, () => cpf.generate()),
  cnpj: Array.from({ length: 100 }, () => cnpj.generate()),
}

/** Values that identify somebody, in the spellings that people use. */
const planted = fc.oneof(
  taxNumber.map(([formatted, index]) => {
    const value = String(generated.cpf[index % 100])
    return formatted ? cpf.format(value) : value
  }),
  taxNumber.map(([formatted, index]) => {
    const value = String(generated.cnpj[index % 100])
    return formatted ? cnpj.format(value) : value
  }),
  fc
    .tuple(
      areaCode,
      digits(4),
      digits(4),
      fc.constantFrom('55', '+55 ', ''),
      fc.constantFrom(' ', '-', '.', ''),
    )
    .map(([area, first, last, country, sign]) => `${country}(${area}) 9${first}${sign}${last}`),
  fc.tuple(areaCode, digits(8)).map(([area, rest]) => `55${area}9${rest}`),
  digits(16).map((card) => card.replace(/(.{4})(?=.)/gu, '$1 ')),
  digits(15).map((account) => `${account}@lid`),
  fc
    .tuple(fc.constantFrom('ana', 'joão.silva', 'm_1', 'x+y'), fc.constantFrom('gmail.com', 'loja.com.br'))
    .map(([name, place]) => `${name}@${place}`),
)

const harmless = [
  ...['oi', 'ação', '😍', 'pedido 1234567', 'R$ 199,90', 'R$ 1.234,56', '2026-06-01', '01/06/2026', '12:05'],
  ...['(', ')', ', ', '. ', '\n', '…', '"', 'ñ', '→', '% ', '2026-06-01T12:05:10.000Z', '42', 'x@', '@y'],
]
/** Texts that identify nobody. What could continue a number has a word on both sides. */
const text = fc.array(fc.constantFrom(...harmless), { maxLength: 12 }).map((parts) => parts.join(' e '))
const unseen = ['\u200B', '\u2060', '\u00AD', '\u0000', '\uFE0F']
const hidden = fc.constantFrom(...unseen)

describe('in any text', () => {
  it('a value that identifies somebody is not shown, whatever stands before and after it', () => {
    fc.assert(
      fc.property(
        text,
        planted,
        text,
        fc.constantFrom(' ', '', ':', '; ', '-'),
        (before, value, after, sign) => {
          // A CNPJ with letters and without signs is a word of its own.
          const glue = sign === '' && /^[\dA-Z]*[A-Z]/u.test(value) ? ' ' : sign
          const shown = maskText(`${before} e${glue}${value}${glue}e ${after}`)
          expect(shown).not.toContain(value)
          if (!/[\p{L}@]/u.test(value))
            expect(shown.replace(/\D/gu, '')).not.toContain(value.replace(/\D/gu, ''))
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('values beside each other are not shown', () => {
    fc.assert(
      fc.property(fc.array(planted, { minLength: 2, maxLength: 5 }), (values) => {
        const shown = maskText(values.join(' '))
        for (const value of values) expect(shown).not.toContain(value)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a value is found among characters that are not seen', () => {
    fc.assert(
      fc.property(planted, fc.array(hidden, { minLength: 1, maxLength: 4 }), (value, characters) => {
        const spread = Array.from(
          value,
          (each, index) => each + (characters[index % characters.length] ?? ''),
        )
        const shown = maskText(spread.join(''))
        const seen = Array.from(shown)
          .filter((each) => !unseen.includes(each))
          .join('')
        expect(seen).toBe(maskText(value))
      }),
      { numRuns: 1_000 },
    )
  })

  it('nothing else is changed, and what is masked is not changed again', () => {
    fc.assert(
      fc.property(text, (harmlessText) => void expect(maskText(harmlessText)).toBe(harmlessText)),
      { numRuns: 1_000 },
    )
    fc.assert(
      fc.property(text, planted, (before, value) => {
        const shown = maskText(`${before} ${value}`)
        expect(maskText(shown)).toBe(shown)
      }),
      { numRuns: 1_000 },
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => void maskText(any)))
  })
})

describe('the longest text of a message', () => {
  const length = 150_000
  const repeated = (part: string) => part.repeat(Math.ceil(length / part.length)).slice(0, length)

  it.each([
    ...['1', '1 ', '1-', '1.', '12.', '1@', '@', 'a@', 'a', 'a.', '"', '"@', '" @', ' @gmail.', 'http://'],
    ...[
      'http://@',
      'https://a/?',
      'www.',
      'wamid.',
      '1:',
      '12:34',
      '1/1/2026',
      '111.444.777-3',
      '1,23',
      '$1.234',
    ],
    ...['2026-', 'é', '١', '1\u200B', '\u200B', '①', '𝟏', 'A1', 'cnpj', '12ABC34501DE3', '/%41', 'a1B2'],
    ...['11 98765-4321 ', 'deadbeef-', '1( ) ', '1    ', '1\t\t\t\t', '<>', 'R$ 1'],
  ])('of %j is masked in a time that grows with its length only', (part) => {
    const timeOf = (given: string) => {
      const start = performance.now()
      maskText(given)
      return performance.now() - start
    }
    // The least of several, because the machine has other work. A time that grows with the square is far beyond it.
    const least = Math.min(...Array.from({ length: 3 }, () => timeOf(repeated(part))))
    expect(least).toBeLessThan(3_000)
  })
})
