import { describe, expect, it } from 'vitest'
import { createTakingIterator } from '../../../platform/async/takingIterator.ts'
import { sendEach } from '../../../platform/async/sendEach.ts'

/** Values that come one by one, and what was done with them. */
function startValues() {
  const coming: (string | Error | null)[] = []
  const sending: { value: string; onSent: (error: Error | null) => void }[] = []
  let wake: () => void = () => undefined
  let closed = 0
  let isActive = true
  const values = createTakingIterator<string>({
    take(onMore) {
      const next = coming.shift()
      if (next instanceof Error) throw next
      if (next === null) return { done: true, value: undefined }
      if (next !== undefined) return { done: false, value: next }
      wake = onMore
      return null
    },
    close: async () => void (closed += 1),
  })
  return {
    ended: sendEach(
      values,
      (value, onSent) => void sending.push({ value, onSent }),
      () => isActive,
    ),
    /** Give values; an error or null ends them. */
    give(...given: (string | Error | null)[]): void {
      coming.push(...given)
      const waiting = wake
      wake = () => undefined
      waiting()
    },
    coming: () => coming,
    sending: () => sending.map(({ value }) => value),
    /** Say that the last one has been sent, or why it was not. */
    sent: (error: Error | null = null) => sending.at(-1)?.onSent(error),
    deactivate: () => void (isActive = false),
    closed: () => closed,
  }
}

describe('sendEach', () => {
  it('sends each value in the turn in which it comes, when the one before has been sent', async () => {
    const values = startValues()
    expect(values.sending()).toEqual([])
    values.give('a')
    expect(values.sending()).toEqual(['a'])
    values.give('b', 'c')
    expect(values.sending()).toEqual(['a'])
    values.sent()
    expect(values.sending()).toEqual(['a', 'b'])
    values.sent()
    expect(values.sending()).toEqual(['a', 'b', 'c'])
    values.sent()
    values.give(null)
    await values.ended
    expect(values.closed()).toBe(1)
  })

  it('takes one value ahead of the one that is being sent, and no more', () => {
    const values = startValues()
    values.give('a', 'b', 'c', 'd')
    expect({ sending: values.sending(), coming: values.coming() }).toEqual({
      sending: ['a'],
      coming: ['c', 'd'],
    })
  })

  it('ends when nobody is interested any more', async () => {
    const values = startValues()
    values.give('a', 'b')
    values.deactivate()
    values.sent()
    await values.ended
    expect({ sending: values.sending(), closed: values.closed() }).toEqual({ sending: ['a'], closed: 1 })
  })

  it('rejects with what ends the values', async () => {
    const values = startValues()
    values.give(new Error('the log is gone'))
    await expect(values.ended).rejects.toThrow('the log is gone')
    expect(values.closed()).toBe(1)
  })

  it('rejects with why a value cannot be sent', async () => {
    const values = startValues()
    values.give('a', 'b')
    values.sent(new Error('the socket is closed'))
    await expect(values.ended).rejects.toThrow('the socket is closed')
    expect({ sending: values.sending(), closed: values.closed() }).toEqual({ sending: ['a'], closed: 1 })
  })

  it('sends the values of an iterator that knows no taking in the same way', async () => {
    let isClosed = false
    async function* values() {
      try {
        yield* ['a', 'b', 'c']
      } finally {
        isClosed = true
      }
    }
    const sent: string[] = []
    await sendEach(
      values(),
      (value, onSent) => {
        sent.push(value)
        onSent(null)
      },
      () => sent.length < 2,
    )
    expect({ sent, isClosed }).toEqual({ sent: ['a', 'b'], isClosed: true })
    const failing = sendEach(
      values(),
      (_value, onSent) => onSent(new Error('the socket is closed')),
      () => true,
    )
    await expect(failing).rejects.toThrow('the socket is closed')
  })
})
