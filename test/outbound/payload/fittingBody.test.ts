import { describe, expect, it } from 'vitest'
import { fittingBody } from '../../../outbound/payload/fittingBody.ts'

const write = (given: object) => JSON.stringify(given)

describe('fittingBody', () => {
  it('keeps everything that fits', () => {
    expect(JSON.parse(fittingBody({ text: 'Oi', attachments: [] }, write))).toEqual({
      kept: { text: 'Oi', attachments: [] },
      leftOut: [],
    })
  })

  it('leaves out the largest members, and names them', () => {
    const given = { text: 'a'.repeat(12_000), attachments: ['b'.repeat(11_000)], summary: 'c' }
    expect(JSON.parse(fittingBody(given, write))).toEqual({
      kept: { text: null, attachments: given.attachments, summary: 'c' },
      leftOut: ['text'],
    })
    const longer = { ...given, attachments: ['b'.repeat(20_000)], text: 'a'.repeat(19_950) }
    expect(JSON.parse(fittingBody(longer, write))).toEqual({
      kept: { text: null, attachments: [], summary: 'c' },
      leftOut: ['attachments', 'text'],
    })
  })

  it('counts bytes, and stays below 20,000', () => {
    const sizes = [19_940, 19_950, 19_960, 19_970, 19_980].map((length) =>
      Buffer.byteLength(fittingBody({ text: 'é'.repeat(length / 2) }, write)),
    )
    for (const size of sizes) expect(size).toBeLessThan(20_000)
    expect(Math.max(...sizes)).toBeGreaterThan(19_950)
  })

  it('refuses a body of which nothing can be left out', () => {
    expect(() => fittingBody({}, () => 'a'.repeat(20_000))).toThrow(
      'expected a body of less than 20000 bytes, got 20000',
    )
  })
})
