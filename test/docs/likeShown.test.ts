import { describe, expect, it } from 'vitest'
import { hasShownLines, isLikeShown } from './support/likeShown.ts'
import { createPlaceholders } from './support/placeholders.ts'
import { readBlocks } from './support/readBlocks.ts'

describe('what a page shows', () => {
  it('is an answer with the same members and values, but for what … stands for', () => {
    const answer = { id: 'cus_1', list: [{ text: 'a', at: null }], token: 7 }
    expect(isLikeShown(answer, { id: 'cus_…', list: [{ text: 'a', at: null }], token: '…' })).toBe(true)
    for (const other of [
      { id: 'int_…', list: [{ text: 'a', at: null }], token: 7 },
      { id: 'cus_…', list: [], token: 7 },
      { id: 'cus_…', list: [{ text: 'a', at: '…' }], token: 7 },
      { id: 'cus_…', list: [{ text: 'a', at: null }] },
      { id: 'cus_…', list: [{ text: 'a', at: null }], token: 7, more: null },
    ])
      expect(isLikeShown(answer, other)).toBe(false)
  })

  it('is lines that were printed in this order', () => {
    expect(hasShownLines('one\ntwo 2\nthree\n', 'one\nthree')).toBe(true)
    expect(hasShownLines('one\ntwo 2\nthree\n', 'two …')).toBe(true)
    expect(hasShownLines('one\ntwo 2\nthree\n', 'three\none')).toBe(false)
    expect(hasShownLines('one', 'on')).toBe(false)
  })

  it('is asked with the values of the last answer that has them', () => {
    const { keep, fill } = createPlaceholders({ 'http://localhost:4000': 'http://127.0.0.1:1' })
    keep({ customer: { id: 'cus_1234567890', other: { id: 'cus_2234567890' } } })
    expect(fill('http://localhost:4000 "cus_…"')).toBe('http://127.0.0.1:1 "cus_1234567890"')
    keep({ customer: { id: 'cus_3234567890' } })
    expect(fill('cus_…')).toBe('cus_3234567890')
    expect(() => fill('int_…')).toThrow('int_…: expected an earlier answer with such a value, got none')
  })

  it('is every fenced block, with its line and the marker before it', () => {
    expect(readBlocks('# A\n\n```sh\na\n```\n\n<!-- stays -->\n\n```js\nb\n\nc\n```\n')).toEqual([
      { language: 'sh', text: 'a', line: 4, marker: null },
      { language: 'js', text: 'b\n\nc', line: 10, marker: 'stays' },
    ])
  })
})
