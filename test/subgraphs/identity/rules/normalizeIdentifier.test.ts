import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeIdentifier } from '../../../../subgraphs/identity/normalization/normalizeIdentifier.ts'
import { normalized } from '../support/normalized.ts'
import { readRules } from '../../../../subgraphs/identity/rules/readRules.ts'

const field = ['identifiers', '0', 'value']
const rules = readRules()

describe('an e-mail address', () => {
  it.each([
    [' Maria.Silva@Example.COM ', 'maria.silva@example.com'],
    ['maria@exämple.com', 'maria@xn--exmple-cua.com'],
    ['MARIA@EXÄMPLE.COM', 'maria@xn--exmple-cua.com'],
    ['maria@correio.рф', 'maria@correio.xn--p1ai'],
    ['maria+loja@example.com', 'maria+loja@example.com'],
    ['José@example.com.br', 'josé@example.com.br'],
  ])('is kept in lower case with an ASCII domain: %s', (given, kept) =>
    expect(normalized('EMAIL', given)).toBe(kept),
  )

  it.each([
    'maria',
    '@example.com',
    'maria@',
    'maria@localhost',
    'maria@1.2',
    'maria@@example.com',
    'maria silva@example.com',
    'maria@exa mple.com',
    'maria@example.com.',
    'maria@-example.com',
    'maria@exa%6dple.com',
    '.maria@example.com',
    'Maria <maria@example.com>',
  ])('is refused where it cannot be one: %s', (given) =>
    expect(normalized('EMAIL', given)).toBe('INVALID_VALUE'),
  )
})

describe('a tax number', () => {
  it.each([
    ['CPF', '529.982.247-25', '52998224725'],
    ['CPF', '111 444 777 35', '11144477735'],
    ['CNPJ', '11.222.333/0001-81', '11222333000181'],
    ['CNPJ', '12.abc.345/01de-35', '12ABC34501DE35'],
  ] as const)('%s loses its punctuation: %s', (type, given, kept) =>
    expect(normalized(type, given)).toBe(kept),
  )

  it.each([
    ['CPF', '52998224724'],
    ['CPF', '5299822472'],
    ['CPF', '529982247250'],
    ['CPF', '5299822472A'],
    ['CNPJ', '11222333000180'],
    ['CNPJ', '12ABC34501DEAB'],
    ['CNPJ', '529.982.247-25'],
  ] as const)('%s is refused with wrong check digits or length: %s', (type, given) =>
    expect(normalized(type, given)).toBe('INVALID_VALUE'),
  )
})

describe('ids and handles', () => {
  it.each([
    ['INTERNAL_ID', '  ERP-0042 ', 'ERP-0042'],
    ['INTERNAL_ID', '1111111', '1111111'],
    ['CHATWOOT_CONTACT', '1:55', '1:55'],
    ['INSTAGRAM', '@Rodrigo.Souza_5179', 'rodrigo.souza_5179'],
    ['INSTAGRAM', 'https://www.instagram.com/Rodrigo.Souza/', 'rodrigo.souza'],
    ['TELEGRAM', '123456789', '123456789'],
  ] as const)('%s is kept: %s', (type, given, kept) => expect(normalized(type, given)).toBe(kept))

  it.each([
    ['CHATWOOT_CONTACT', '55'],
    ['CHATWOOT_CONTACT', '1:55:3'],
    ['CHATWOOT_CONTACT', 'a:1'],
    ['INSTAGRAM', 'rodrigo souza'],
    ['TELEGRAM', '@rodrigo'],
  ] as const)('%s is refused: %s', (type, given) => expect(normalized(type, given)).toBe('INVALID_VALUE'))
})

describe('a value that identifies no customer', () => {
  it.each([
    ['CPF', '000.000.000-00'],
    ['CPF', '111.111.111-11'],
    ['CNPJ', '11.111.111/1111-11'],
    ['PHONE', '00000000000'],
    ['PHONE', '(99) 99999-9999'],
    ['WHATSAPP', '0'],
    ['EMAIL', 'noemail@example.com'],
    ['EMAIL', 'NoEmail@loja.com.br'],
    ['EMAIL', 'sem-email@loja.com.br'],
    ['INTERNAL_ID', 'Anonymous'],
    ['INTERNAL_ID', 'null'],
    ['INTERNAL_ID', '-1'],
    ['INTERNAL_ID', '000'],
    ['INSTAGRAM', 'anonymous'],
    ['TELEGRAM', '777777'],
  ] as const)('%s is blocked: %s', (type, given) => expect(normalized(type, given)).toBe('BLOCKED_VALUE'))
})

describe('any value', () => {
  const types = [
    'PHONE',
    'EMAIL',
    'CPF',
    'CNPJ',
    'INTERNAL_ID',
    'CHATWOOT_CONTACT',
    'WHATSAPP',
    'INSTAGRAM',
    'TELEGRAM',
  ] as const

  it.each(types)('of type %s is required, without control characters, and at most 255 long', (type) => {
    expect(normalized(type, '')).toBe('REQUIRED')
    expect(normalized(type, ' \t ')).toBe('REQUIRED')
    expect(normalized(type, '1\u00002')).toBe('INVALID_VALUE')
    expect(normalized(type, 'a\nb')).toBe('INVALID_VALUE')
    expect(normalized(type, '\ud800')).toBe('INVALID_VALUE')
    expect(normalized(type, 'a'.repeat(256))).toBe('TOO_LONG')
  })

  it('may have 255 characters, also such as count twice in memory', () => {
    expect(normalized('INTERNAL_ID', '😀'.repeat(255))).toBe('😀'.repeat(255))
    expect(normalized('INTERNAL_ID', '😀'.repeat(256))).toBe('TOO_LONG')
  })

  it('that is refused is named with its type, what was expected, and as it was given', () => {
    expect(normalizeIdentifier({ type: 'CPF', value: ' 123\u0007' }, field, rules).fault).toEqual({
      code: 'INVALID_VALUE',
      message:
        'CPF: expected a CPF of 11 digits with valid check digits, e.g. 529.982.247-25, without control characters, got " 123\\u0007"',
      field,
    })
  })

  it('never makes it throw, and what is kept is kept as it is again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.string({ unit: 'binary', maxLength: 300 }), (type, value) => {
        const { value: kept } = normalizeIdentifier({ type, value }, field, rules)
        if (kept !== undefined) expect(normalized(type, kept)).toBe(kept)
      }),
      { numRuns: 1_000 },
    )
  })
})
