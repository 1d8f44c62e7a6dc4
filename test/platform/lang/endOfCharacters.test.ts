import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfCharacters } from '../../../platform/lang/endOfCharacters.ts'

const graphemes = (text: string) =>
  Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  )
const cut = (text: string, limit: number) => text.slice(0, endOfCharacters(text, limit))

describe('endOfCharacters', () => {
  it.each([
    ['between letters', 'abc', 2, 'ab'],
    ['before an emoji of two code units', 'a😀', 2, 'a'],
    ['before an emoji of several people', 'a👨‍👩‍👧b', 6, 'a'],
    ['before an emoji with a skin tone', 'a👍🏽', 3, 'a'],
    ['before a letter and its accent', 'Jose\u0301', 4, 'Jos'],
    ['between flags', '🇧🇷🇵🇹', 6, '🇧🇷'],
    ['before a Korean syllable of several letters', 'a\u1112\u1161\u11ab', 3, 'a'],
    ['nowhere in a text that is short enough', 'José', 10, 'José'],
  ])('cuts %s', (_where, text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected)
  })

  it('cuts a character that is longer than any in use between two code points', () => {
    expect(cut(`a${'\u0301'.repeat(1_000)}`, 500)).toHaveLength(500)
    expect(cut('👨‍'.repeat(500), 1_000)).toMatch(/(?:[^\ud800-\udbff]|^)$/)
  })

  it('leaves whole characters, as many as there is room for, of any text', () => {
    const part = fc.constantFrom('a', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '🇧🇷', '\r\n', 'ค', 'नि', ' ')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.nat(120), (parts, limit) => {
        const text = parts.join('')
        const whole = graphemes(text)
        const kept = cut(text, limit)
        const count = graphemes(kept).length
        expect(whole.slice(0, count).join('')).toBe(kept)
        expect(kept.length).toBeLessThanOrEqual(limit)
        expect(whole.slice(0, count + 1).join('').length > limit || kept === text).toBe(true)
      }),
    )
  })
})
