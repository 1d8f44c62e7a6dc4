import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { createLogger } from '../../../platform/process/logger.ts'
import type { ChangeSource } from '../../../subgraphs/history/changes/changeSource.ts'
import { createChangeFanOut, type Listener } from '../../../subgraphs/history/changes/changeFanOut.ts'
import { interactionOf } from '../../interactions/interactionOf.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
const never = new Promise<never>(() => undefined)

/** A listener that keeps what it is told, and can be waited for. */
function createEar() {
  const told: string[] = []
  let notify: () => void = () => undefined
  const tell = (what: string) => {
    told.push(what)
    notify()
  }
  const listener: Listener = {
    heard: ({ seq }) => tell(`heard ${seq}`),
    missed: () => tell('missed'),
    stopped: () => tell('stopped'),
  }
  return {
    told,
    listener,
    async until(count: number): Promise<string[]> {
      while (told.length < count) await new Promise<void>((resolve) => (notify = resolve))
      return told
    },
  }
}

/** Streams that say these things one after the other and then end as told. */
function scripted(...streams: { says: Interaction[]; then: Promise<never> | Error }[]): ChangeSource {
  return async () => {
    const { says, then } = streams.shift() ?? { says: [], then: never }
    return {
      async next() {
        const interaction = says.shift()
        if (interaction) return interaction
        if (then instanceof Error) throw then
        return then
      },
      close: async () => undefined,
    }
  }
}

describe('the changeFanOut', () => {
  it('tells each listener of the logs he follows, and whoever follows all of every log', async () => {
    const [one, other] = [newId('cus'), newId('cus')]
    const says = [interactionOf(one, 1), interactionOf(other, 2), interactionOf(one, 3)]
    const changeFanOut = createChangeFanOut({ open: scripted({ says, then: never }), logger })
    const [ofOne, ofAll, gone] = [createEar(), createEar(), createEar()]
    changeFanOut.listen(ofOne.listener).follow([one])
    changeFanOut.listen(ofAll.listener).followAll()
    const leaving = changeFanOut.listen(gone.listener)
    leaving.follow([one])
    leaving.close()
    expect(await ofAll.until(4)).toEqual(['missed', 'heard 1', 'heard 2', 'heard 3'])
    expect(ofOne.told).toEqual(['missed', 'heard 1', 'heard 3'])
    expect(gone.told).toEqual([])
  })

  it('opens the stream from now on when its history is lost, and tells everybody to read the log', async () => {
    const profileId = newId('cus')
    const lost = Object.assign(new mongoose.mongo.MongoServerError({ message: 'resume point gone' }), {
      code: 286,
    })
    const open = scripted(
      { says: [interactionOf(profileId, 1)], then: lost },
      { says: [interactionOf(profileId, 5)], then: new Error('network') },
      { says: [interactionOf(profileId, 9)], then: never },
    )
    const changeFanOut = createChangeFanOut({ open, logger })
    const ear = createEar()
    changeFanOut.listen(ear.listener).follow([profileId])
    expect(await ear.until(6)).toEqual(['missed', 'heard 1', 'missed', 'heard 5', 'missed', 'heard 9'])
  })

  it('polls where the server has no change streams', async () => {
    const notSupported = Object.assign(
      new mongoose.mongo.MongoServerError({ message: 'replica sets only' }),
      {
        code: 40573,
      },
    )
    for (const open of [async () => null, scripted({ says: [], then: notSupported })]) {
      const changeFanOut = createChangeFanOut({ open, logger })
      const ear = createEar()
      changeFanOut.listen(ear.listener).follow([newId('cus')])
      await changeFanOut.opened()
      expect((await ear.until(2)).slice(0, 2)).toEqual(['missed', 'missed'])
      await changeFanOut.stop()
      expect(ear.told.at(-1)).toBe('stopped')
    }
  })

  it('tells who comes after the stop at once', async () => {
    const changeFanOut = createChangeFanOut({ open: scripted(), logger })
    await changeFanOut.stop()
    const ear = createEar()
    changeFanOut.listen(ear.listener)
    expect(ear.told).toEqual(['stopped'])
  })

  it('keeps nobody waiting for its stream when it was stopped, whoever listened before', async () => {
    const unused = createChangeFanOut({ open: scripted(), logger })
    await unused.stop()
    await unused.opened()
    const late = createEar()
    unused.listen(late.listener)
    await unused.opened()
    expect(late.told).toEqual(['stopped'])

    const opening = createChangeFanOut({ open: () => never, logger })
    opening.listen(createEar().listener)
    await opening.stop()
    await opening.opened()
  })
})
