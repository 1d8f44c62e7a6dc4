import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import type { ChangePlace, ChangeStore } from '../../../../subgraphs/history/changes/changeStore.ts'
import { createChangeFanOut, type Subscriber } from '../../../../subgraphs/history/changes/changeFanOut.ts'
import { interactionOf } from '../../../interactions/interactionOf.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
const never = new Promise<never>(() => undefined)

/** A subscriber that keeps the calls of it, and can be waited for. */
function createSubscriber() {
  const calls: string[] = []
  let notify: () => void = () => undefined
  const add = (call: string) => {
    calls.push(call)
    notify()
  }
  const subscriber: Subscriber = {
    onChange: ({ seq }) => add(`change ${seq}`),
    onGap: () => add('gap'),
    onStop: () => add('stop'),
  }
  return {
    calls,
    subscriber,
    async until(count: number): Promise<string[]> {
      while (calls.length < count) await new Promise<void>((resolve) => (notify = resolve))
      return calls
    },
  }
}

/** Change streams, opened one after the other: each gives its changes, then fails with an error or waits for ever. */
function scripted(...streams: { gives: Interaction[]; then: Promise<never> | Error }[]): ChangeStore {
  return {
    present: async () => ({
      token: null,
      time: new mongoose.mongo.Timestamp({ t: 1, i: 1 }),
      collection: 'a',
    }),
    open(place: ChangePlace) {
      const { gives, then } = streams.shift() ?? { gives: [], then: never }
      return {
        async next() {
          const interaction = gives.shift()
          if (!interaction) return then instanceof Error ? Promise.reject(then) : then
          const { id, seq, revision } = interaction
          const time = { seconds: 1, increment: seq }
          return { time, id, revision, isNew: true, interaction, bytes: 100 }
        },
        place: () => place,
        close: async () => undefined,
      }
    },
    openPast: () => ({
      next: () => never,
      upTo: () => null,
      isDrained: () => true,
      close: async () => undefined,
    }),
    readAt: () => never,
  }
}

describe('createChangeFanOut', () => {
  it('notifies a subscriber of the logs that it follows, and a subscriber to all logs of every log', async () => {
    const [one, other] = [newId('cus'), newId('cus')]
    const gives = [interactionOf(one, 1), interactionOf(other, 2), interactionOf(one, 3)]
    const changeFanOut = createChangeFanOut({ store: scripted({ gives, then: never }), logger })
    const [ofOne, ofAll, gone] = [createSubscriber(), createSubscriber(), createSubscriber()]
    changeFanOut.subscribe(ofOne.subscriber).follow([one])
    changeFanOut.subscribe(ofAll.subscriber).followAll()
    const leaving = changeFanOut.subscribe(gone.subscriber)
    leaving.follow([one])
    leaving.close()
    expect(await ofAll.until(4)).toEqual(['gap', 'change 1', 'change 2', 'change 3'])
    expect(ofOne.calls).toEqual(['gap', 'change 1', 'change 3'])
    expect(gone.calls).toEqual([])
  })

  it('reports no gap when the change stream continues where it was lost, and one when it cannot', async () => {
    const profileId = newId('cus')
    const historyLost = Object.assign(new mongoose.mongo.MongoServerError({ message: 'resume point gone' }), {
      code: 286,
    })
    const store = scripted(
      { gives: [interactionOf(profileId, 1)], then: new Error('network') },
      { gives: [interactionOf(profileId, 5)], then: historyLost },
      { gives: [interactionOf(profileId, 9)], then: never },
    )
    const changeFanOut = createChangeFanOut({ store, logger })
    const only = createSubscriber()
    changeFanOut.subscribe(only.subscriber).follow([profileId])
    expect(await only.until(5)).toEqual(['gap', 'change 1', 'change 5', 'gap', 'change 9'])
  })

  it('reports gaps regularly where the server has no change streams', async () => {
    const changeFanOut = createChangeFanOut({ store: { ...scripted(), present: async () => null }, logger })
    const only = createSubscriber()
    changeFanOut.subscribe(only.subscriber).follow([newId('cus')])
    await changeFanOut.opened()
    expect((await only.until(2)).slice(0, 2)).toEqual(['gap', 'gap'])
    await changeFanOut.stop()
    expect(only.calls.at(-1)).toBe('stop')
  })

  it('stops a subscriber at once that subscribes after the stop', async () => {
    const changeFanOut = createChangeFanOut({ store: scripted(), logger })
    await changeFanOut.stop()
    const only = createSubscriber()
    changeFanOut.subscribe(only.subscriber)
    expect(only.calls).toEqual(['stop'])
  })

  it('keeps no subscriber waiting for its change stream after the stop', async () => {
    const unused = createChangeFanOut({ store: scripted(), logger })
    await unused.stop()
    await unused.opened()
    const late = createSubscriber()
    unused.subscribe(late.subscriber)
    await unused.opened()
    expect(late.calls).toEqual(['stop'])

    const opening = createChangeFanOut({ store: { ...scripted(), present: () => never }, logger })
    opening.subscribe(createSubscriber().subscriber)
    await opening.stop()
    await opening.opened()
  })
})
