import { parseValue } from 'graphql'
import { describe, expect, it } from 'vitest'
import { dateTime } from '../../../platform/subgraph/dateTime.ts'

const wanted =
  'DateTime: expected an ISO 8601 time with its offset, e.g. "2026-06-01T12:05:10.000Z" or "2026-06-01T09:05:10-03:00", got '

describe('DateTime', () => {
  it.each([
    ['2026-11-01T03:00:00.000Z', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T00:00:00-03:00', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T03:00:00+0000', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T00:00:00-0300', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T08:30:00+0530', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T00:00:00-03', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T03:00Z', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01T06:00+03', '2026-11-01T03:00:00.000Z'],
    ['20261101T030000Z', '2026-11-01T03:00:00.000Z'],
    ['20261101T0000-0300', '2026-11-01T03:00:00.000Z'],
    ['2026-11-01 03:00:00.25+00', '2026-11-01T03:00:00.250Z'],
    ['2026-11-01t03:00:00,5z', '2026-11-01T03:00:00.500Z'],
    ['2026-11-01T03:00:00.123999999Z', '2026-11-01T03:00:00.123Z'],
    ['2024-02-29T23:59:59-12:00', '2024-03-01T11:59:59.000Z'],
    ['0099-03-01T00:00:00Z', '0099-03-01T00:00:00.000Z'],
  ])('takes %s', (text, iso) => {
    expect(dateTime.parseValue(text).toISOString()).toBe(iso)
    expect(dateTime.parseLiteral(parseValue(JSON.stringify(text))).toISOString()).toBe(iso)
  })

  it.each([
    '2026-11-01T03:00:00',
    '2026-11-01',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-01T24:00:00Z',
    '2026-11-01T03:60:00Z',
    '2026-11-01T03:00:60Z',
    '2026-11-01T03:00:00+24:00',
    '2026-11-01T03:00:00+0360',
    '2026-11-01T03:00:00-3',
    '2026-11-01T03:00:00|03:00',
    '2026-11-01T03:0000Z',
    '202611-01T03:00Z',
    '2026-11-01T03:00:00 UTC',
    '01/11/2026 03:00',
    '1793502000',
    '',
  ])('does not take %j, and says what it takes', (text) => {
    expect(() => dateTime.parseValue(text)).toThrow(`${wanted}${JSON.stringify(text)}`)
    expect(() => dateTime.parseLiteral(parseValue(JSON.stringify(text)))).toThrow(wanted)
  })

  it('takes no other value than a text', () => {
    expect(() => dateTime.parseValue(1_793_502_000)).toThrow(`${wanted}1793502000`)
    expect(() => dateTime.parseValue({ at: 1 })).toThrow(`${wanted}{"at":1}`)
    expect(() => dateTime.parseLiteral(parseValue('1793502000'))).toThrow(`${wanted}"1793502000"`)
    expect(() => dateTime.parseLiteral(parseValue('[]'))).toThrow(`${wanted}null`)
  })

  it('quotes the beginning of a long text only', () => {
    const text = '9'.repeat(1_000_000)
    expect(() => dateTime.parseValue(text)).toThrow(new RegExp(`got "9{79}$`, 'u'))
  })

  it('is written in UTC with milliseconds', () => {
    expect(dateTime.serialize(new Date(Date.UTC(2026, 10, 1, 3)))).toBe('2026-11-01T03:00:00.000Z')
    expect(dateTime.serialize('2026-11-01T00:00:00-03:00')).toBe('2026-11-01T03:00:00.000Z')
    expect(() => dateTime.serialize(new Date(Number.NaN))).toThrow(wanted)
  })
})
