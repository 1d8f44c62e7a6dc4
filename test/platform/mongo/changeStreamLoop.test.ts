import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import { createBackOff } from '../../../platform/async/backOff.ts'
import { createChangeStreamLoop, type LoopStream } from '../../../platform/mongo/changeStreamLoop.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
const never = new Promise<never>(() => undefined)
const backOff = () => createBackOff({ pause: async () => undefined })

function serverError(code: number): Error {
  return Object.assign(new mongoose.mongo.MongoServerError({ message: 'failed' }), { code })
}

/** Streams, opened one after the other: each gives its changes, then fails with an error or waits for ever. */
function createScripted(
  streams: { gives: string[]; then?: Error }[],
  present: () => Promise<string | null> = async () => 'now',
) {
  const calls: string[] = []
  let notify: () => void = () => undefined
  const note = (call: string) => {
    calls.push(call)
    notify()
  }
  const loop = createChangeStreamLoop<string, string>({
    present,
    open(start): LoopStream<string, string> {
      note(`open ${start}`)
      const { gives, then } = streams.shift() ?? { gives: [] }
      let place = start
      let close: (error: Error) => void = () => undefined
      const closed = new Promise<never>((_, reject) => (close = reject))
      closed.catch(() => undefined)
      return {
        async next() {
          const change = gives.shift()
          if (change === undefined) {
            if (then) throw then
            return closed
          }
          place = `after ${change}`
          return change
        },
        place: () => place,
        close: async () => close(new Error('closed')),
      }
    },
    onBegin: (place) => note(`begin ${place}`),
    onChange: note,
    logger,
    name: 'test',
    backOff: backOff(),
  })
  loop.start()
  return {
    loop,
    calls,
    until: async (count: number) => {
      while (calls.length < count) await new Promise<void>((resolve) => (notify = resolve))
      return calls
    },
  }
}

describe('createChangeStreamLoop', () => {
  it('opens a lost stream where it was lost, and at the present only when that is impossible', async () => {
    const { until, loop } = createScripted([
      { gives: ['a', 'b'], then: new Error('network') },
      { gives: ['c'], then: serverError(286) },
      { gives: ['d'] },
    ])
    expect(await until(9)).toEqual([
      ...['open now', 'begin now', 'a', 'b'],
      ...['open after b', 'c'],
      ...['open now', 'begin now', 'd'],
    ])
    await loop.stop()
  })

  it('gives a place up after five failures of the same kind, but never while no database answers', async () => {
    const unavailable = { gives: [], then: serverError(10_107) }
    const tooLarge = { gives: [], then: serverError(10_334) }
    const { until, loop } = createScripted([
      { gives: ['a'], then: serverError(10_107) },
      ...[unavailable, unavailable, unavailable, unavailable, unavailable, unavailable],
      ...[tooLarge, tooLarge, tooLarge, tooLarge, tooLarge],
    ])
    expect((await until(16)).slice(3)).toEqual([
      ...Array.from({ length: 11 }, () => 'open after a'),
      ...['open now', 'begin now'],
    ])
    await loop.stop()
  })

  it('reports a beginning regularly where the server has no change streams', async () => {
    const notSupported = { gives: [], then: serverError(40_573) }
    for (const script of [createScripted([], async () => null), createScripted([notSupported])]) {
      await script.loop.opened()
      await script.until(4)
      expect(script.calls.slice(-2)).toEqual(['begin null', 'begin null'])
      await script.loop.stop()
    }
  })

  it('stops while it opens', async () => {
    const { loop } = createScripted([], () => never)
    await loop.stop()
    await loop.opened()
    expect(loop.isStopped()).toBe(true)
  })
})
