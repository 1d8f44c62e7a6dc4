import { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { corkForTurn } from '../../../platform/websocket/corkForTurn.ts'

/** A stream, and the texts of each of its writes. */
function startStream() {
  const writes: string[][] = []
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      writes.push([String(chunk)])
      done()
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => String(chunk)))
      done()
    },
  })
  return { stream, writes }
}

describe('corkForTurn', () => {
  it('lets what is written into a stream in one turn leave in one write, for each stream', async () => {
    const one = startStream()
    const other = startStream()
    const uncorked: string[] = []
    corkForTurn(one.stream, () => uncorked.push('one'))
    one.stream.write('a')
    corkForTurn(other.stream, () => uncorked.push('other'))
    other.stream.write('x')
    one.stream.write('b')
    expect({ one: one.writes, other: other.writes, uncorked }).toEqual({ one: [], other: [], uncorked: [] })
    await setImmediate()
    corkForTurn(one.stream, () => uncorked.push('one again'))
    one.stream.write('c')
    one.stream.write('d')
    await setImmediate()
    expect({ one: one.writes, other: other.writes, uncorked }).toEqual({
      one: [
        ['a', 'b'],
        ['c', 'd'],
      ],
      other: [['x']],
      uncorked: ['one', 'other', 'one again'],
    })
  })
})
