import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/examples.mobile.json'
import { describe, expect, it } from 'vitest'
import type { IdentifierType } from '../../../../subgraphs/identity/identifier/identifierTypes.ts'
import { normalizeIdentifier } from '../../../../subgraphs/identity/normalization/normalizeIdentifier.ts'
import { sameNumberAs } from '../../../../subgraphs/identity/normalization/sameNumberAs.ts'
import { normalized } from '../support/normalized.ts'
import { readRules } from '../../../../subgraphs/identity/rules/readRules.ts'

const field = ['identifiers', '0', 'value']
const rules = readRules()

describe('a telephone number', () => {
  it.each([
    ['(11) 98765-4321', '+5511987654321'],
    ['(011) 98765-4321', '+5511987654321'],
    ['(0xx11) 98765-4321', '+5511987654321'],
    ['015 11 98765-4321', '+5511987654321'],
    ['tel:+55-11-98765-4321', '+5511987654321'],
    ['00 55 11 98765-4321', '+5511987654321'],
    ['\u202a+55 11 98765\u20114321\u202c', '+5511987654321'],
    ['5511987654321', '+5511987654321'],
    ['0800 123 4567', '+558001234567'],
    ['5511987654321@s.whatsapp.net', '+5511987654321'],
    ['5215512345678:12@s.whatsapp.net', '+525512345678'],
    ['12025550123@c.us', '+12025550123'],
    ['whatsapp:+5511987654321', '+5511987654321'],
  ])('is kept as E.164: %s', (given, kept) => expect(normalized('PHONE', given)).toBe(kept))

  it.each([
    ['+55 11 8765-4321', '+5511987654321'],
    ['+55 11 6765-4321', '+5511967654321'],
    ['11 7765.4321', '+5511977654321'],
    ['551187654321', '+5511987654321'],
    ['5598765432', '+5555998765432'],
  ])('gets the ninth digit where a Brazilian mobile lacks it: %s', (given, kept) =>
    expect(normalized('PHONE', given)).toBe(kept),
  )

  it.each(['+554131994852', '+551120000000', '+555155555555', '+5541931994852'])(
    'keeps its digits where it is a landline or has nine: %s',
    (given) => expect(normalized('PHONE', given)).toBe(given),
  )

  it('keeps a landline apart from a mobile with the same digits', () => {
    expect(normalized('PHONE', '+554131994852')).not.toBe(normalized('PHONE', '+5541931994852'))
  })

  it.each([
    ['+44 7911 123456', '+447911123456'],
    ['0041 44 668 18 00', '+41446681800'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['+54 11 8765-4321', '+541187654321'],
    ['+52 55 1234 5678', '+525512345678'],
    ['+229 01 97 12 34 56', '+2290197123456'],
    ['+225 27 21 34 56 78', '+2252721345678'],
  ])('of another country is left as it is: %s', (given, kept) =>
    expect(normalized('PHONE', given)).toBe(kept),
  )

  it.each([
    ['Mexico', '+525512345678', ['+52 1 55 1234 5678', '+52 044 55 1234 5678', '+52 045 55 1234 5678']],
    ['Mexico', '+526561234567', ['00 52 1 656 123 4567', '+52 01 656 123 4567', 'tel:+5216561234567']],
    ['Argentina', '+541112345678', ['+54 9 11 1234-5678', '+54 11 15-1234-5678', '+54 011 15-1234-5678']],
    ['Argentina', '+541112345678', ['+54 9 11 15 1234-5678', '+54 9 011 1234-5678', '005491112345678']],
    ['Argentina', '+542345678901', ['+54 9 2345 67-8901', '+54 2345 15 67-8901', '+54 9 02345 15 67-8901']],
    ['Argentina', '+542231234567', ['+54 9 223 123-4567', '+54 0223 15 123-4567', '+54 223 123-4567']],
    ['Benin', '+2290197123456', ['+229 97 12 34 56', '00229 97123456']],
    ["Côte d'Ivoire, Moov", '+2250140123456', ['+225 40 12 34 56']],
    ["Côte d'Ivoire, MTN", '+2250505123456', ['+225 05 12 34 56']],
    ["Côte d'Ivoire, Orange", '+2250747123456', ['+225 47 12 34 56']],
  ])('of %s is kept in one spelling, %s', (_, kept, spellings) => {
    for (const given of spellings) expect([given, normalized('PHONE', given)]).toEqual([given, kept])
  })

  it.each(['+52 1 155 123 4567', '+52 044 55 1234 567', '+54 9 11 1234-56789'])(
    'is refused where a prefix hides that there is none such: %s',
    (given) => expect(normalized('PHONE', given)).toBe('INVALID_VALUE'),
  )

  it.each(['+229 97 12 34 5', '+225 21 34 56 78'])('is refused where it has no present form: %s', (given) =>
    expect(normalized('PHONE', given)).toBe('INVALID_VALUE'),
  )

  it.each([
    '987654321',
    '123',
    '-',
    '+55 20 98765-4321',
    '+55 11 19876-5432',
    '+55 11 0765-4321',
    '55119876543210',
    '+1 202 555',
    '+999 123 456 789',
    'call 11 98765-4321',
    '1-800-FLOWERS',
    '5511987654321@lid',
    '5511987654321@example.com',
    '+1 202 555 0123 ext 4',
  ])('is refused where there is none such: %s', (given) =>
    expect(normalized('PHONE', given)).toBe('INVALID_VALUE'),
  )

  it('of Argentina or Mexico is one number with and without its prefix, however often it is normalised', () => {
    const subscriber = fc.integer({ min: 2_000_000_000, max: 3_999_999_999 }).map(String)
    fc.assert(
      fc.property(subscriber, fc.constantFrom(['+54', '9'], ['+52', '1']), (number, [code, prefix]) => {
        const kept = `${code}${number}`
        if (new Set(number).size === 1) return
        expect(normalized('PHONE', kept)).toBe(kept)
        expect(normalized('PHONE', `${code}${prefix}${number}`)).toBe(kept)
        expect(normalized('WHATSAPP', `${code}${prefix}${number}`)).toBe(kept.slice(1))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is the same however often it is normalised', () => {
    const brazilian = fc
      .tuple(fc.constantFrom('11', '41', '55', '99'), fc.integer({ min: 20_000_000, max: 99_999_999 }))
      .map(([areaCode, subscriber]) => `${areaCode}${subscriber}`)
      .filter((given) => new Set(given).size > 1)
    fc.assert(
      fc.property(brazilian, (given) => {
        const once = normalized('PHONE', given)
        expect(normalized('PHONE', once)).toBe(once)
        const isMobile = /^[6-9]/u.test(given.slice(2))
        expect(once).toHaveLength(isMobile ? 14 : 13)
      }),
    )
  })
})

describe('a WhatsApp id', () => {
  it.each([
    ['551187654321', '5511987654321'],
    ['+55 11 98765-4321', '5511987654321'],
    ['5511987654321@s.whatsapp.net', '5511987654321'],
    ['whatsapp:+5511987654321', '5511987654321'],
    ['554131994852', '554131994852'],
    ['5215512345678', '525512345678'],
    ['whatsapp:+5215512345678', '525512345678'],
    ['5491112345678', '541112345678'],
    ['22997123456', '2290197123456'],
    ['5511987654321@c.us', '5511987654321'],
    ['5511987654321@hosted', '5511987654321'],
    ['5511987654321:12@s.whatsapp.net', '5511987654321'],
    ['551187654321_1:5@s.whatsapp.net', '5511987654321'],
    ['5215512345678.0:31@S.WhatsApp.net', '525512345678'],
    ['123456789012345@lid', '123456789012345@lid'],
    ['123456789012345:3@lid', '123456789012345@lid'],
    ['123456789012345_1:3@lid', '123456789012345@lid'],
    ['123456789012345@hosted.lid', '123456789012345@lid'],
    ['5511987654321@lid', '5511987654321@lid'],
    ['BR.13491208655302741918', 'BR.13491208655302741918'],
    ['BR.ENT.11815', 'BR.ENT.11815'],
  ])('is kept in digits, or as an id where it is no number: %s', (given, kept) =>
    expect(normalized('WHATSAPP', given)).toBe(kept),
  )

  it.each([
    ...['maria', 'BR.', 'br.1349', '552098765432', '123456789012345', '@lid', 'maria@lid', '12@lid.example'],
    ...[
      '5511987654321:12',
      '0@s.whatsapp.net',
      '5511987654321@example.com',
      '1234@bot',
      'status@s.whatsapp.net',
    ],
  ])('is refused otherwise: %s', (given) => expect(normalized('WHATSAPP', given)).toBe('INVALID_VALUE'))
})

describe('a WhatsApp id of a group or a broadcast', () => {
  const refusal = (type: IdentifierType, value: string) =>
    normalizeIdentifier({ type, value }, field, rules).fault

  it.each([
    ['120363025343298765@g.us', 'it is a group, and a group is no person'],
    ['5511987654321-1389790153@g.us', 'it is a group, and a group is no person'],
    ['120363025343298765@G.US', 'it is a group, and a group is no person'],
    ['status@broadcast', 'it is a broadcast list or a status, and that is no person'],
    ['1389790153@broadcast', 'it is a broadcast list or a status, and that is no person'],
    ['120363144038483540@newsletter', 'it is a channel for news, and that is no person'],
  ])('is refused as no person: %s', (value, reason) => {
    const message = `expected a value that identifies one customer; ${reason}, got "${value}"`
    for (const type of ['WHATSAPP', 'PHONE', 'INTERNAL_ID'] as const) {
      expect(refusal(type, value)).toEqual({ code: 'BLOCKED_VALUE', message: `${type}: ${message}`, field })
    }
  })
})

describe('a telephone and a WhatsApp id of one number', () => {
  const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? [])

  it('are examined for all countries', () => {
    expect(mobiles.length).toBeGreaterThan(240)
  })

  it.each(mobiles.map((mobile) => [mobile.country, mobile] as const))('are equal in %s', (_, mobile) => {
    const { number, countryCallingCode } = mobile
    const waId = number.slice(1)
    const kept = normalized('PHONE', number)
    const telephones = [
      mobile.formatInternational(),
      mobile.format('RFC3966'),
      `00 ${waId}`,
      `+${countryCallingCode} ${mobile.formatNational()}`,
    ]
    for (const given of telephones) expect([given, normalized('PHONE', given)]).toEqual([given, kept])
    for (const given of [waId, `whatsapp:${number}`, `${waId}:7@s.whatsapp.net`, `${waId}@c.us`])
      expect([given, `+${normalized('WHATSAPP', given)}`]).toEqual([given, kept])
    expect(sameNumberAs({ type: 'WHATSAPP', value: normalized('WHATSAPP', waId) })).toEqual({
      type: 'PHONE',
      value: kept,
    })
    expect(sameNumberAs({ type: 'PHONE', value: kept })).toEqual({ type: 'WHATSAPP', value: kept.slice(1) })
  })

  it.each([
    ['WHATSAPP', '123456789012345@lid'],
    ['WHATSAPP', 'BR.13491208655302741918'],
    ['CPF', '52998224725'],
    ['TELEGRAM', '5511987654321'],
    ['INTERNAL_ID', '+5511987654321'],
  ] as const)('have the same number, and %s %s has none', (type, value) => {
    expect(sameNumberAs({ type, value })).toBeNull()
  })
})
