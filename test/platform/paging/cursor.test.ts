import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'

const cursor = createCursor('history', z.object({ at: z.int(), id: z.string() }))
const invalid: unknown = expect.objectContaining({ extensions: { code: 'INVALID_CURSOR' } })

function forged(payload: string): string {
  const sum = createHash('sha256').update(`history\n${payload}`).digest('base64url').slice(0, 8)
  return `history.${payload}.${sum}`
}

function refusal(text: string): unknown {
  try {
    return cursor.decode(text, 'after')
  } catch (error) {
    return error
  }
}

describe('a cursor', () => {
  it('gives back the position that it was made of', () => {
    fc.assert(
      fc.property(fc.record({ at: fc.maxSafeInteger(), id: fc.string() }), (position) => {
        expect(cursor.decode(cursor.encode(position), 'after')).toEqual(position)
      }),
    )
  })

  it('is refused when its time is none', () => {
    const times = createCursor('history', z.object({ at: cursorTime }))
    const decode = (at: number) => () =>
      times.decode(forged(Buffer.from(JSON.stringify({ at })).toString('base64url')), 'after')
    for (const at of [0, 8.64e15, -8.64e15]) expect(decode(at)()).toEqual({ at })
    for (const at of [0.5, 8.64e15 + 1, -8.64e15 - 1, 1e20])
      expect(decode(at)).toThrow(/expected a history cursor/u)
  })

  it('is refused when any of its characters was changed', () => {
    const text = cursor.encode({ at: 7, id: 'int_1' })
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (index, character) => {
        fc.pre(text[index] !== character)
        expect(refusal(`${text.slice(0, index)}${character}${text.slice(index + 1)}`)).toEqual(invalid)
      }),
    )
  })

  it('is refused when it is of another kind', () => {
    const other = createCursor('stream', z.object({ at: z.int(), id: z.string() }))
    expect(refusal(other.encode({ at: 7, id: 'int_1' }))).toEqual(invalid)
  })

  it('is refused when it is no cursor at all', () => {
    for (const text of ['', '.', '..', 'history', 'history..', 'history.e30', '🦀'.repeat(500)])
      expect(refusal(text)).toEqual(invalid)
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(refusal(text)).toEqual(invalid)
      }),
    )
  })

  it('is refused when its checksum is right and its content is not', () => {
    for (const content of ['no json', '{}', '{"at":"7","id":"int_1"}', '[]', 'null'])
      expect(refusal(forged(Buffer.from(content).toString('base64url')))).toEqual(invalid)
  })

  it('is refused with a message that names the field and shows the beginning of what came', () => {
    expect(refusal('x'.repeat(500))).toMatchObject({
      message: `after: expected a history cursor as this field gave it, got "${'x'.repeat(80)}"`,
    })
  })
})
