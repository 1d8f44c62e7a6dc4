import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  createMemoryStore,
  followCustomer,
  FollowError,
  followFeed,
  type Transport,
} from '../../clients/follow/follow.ts'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { type LossyProxy, startLossyProxy } from '../chaos/clients/lossyProxy.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { recordText } from './support/recordTexts.ts'
import { selection, startFollower, type Text } from './support/startFollower.ts'

let database: TestDatabase
let elo: Running
let proxy: LossyProxy
let ending: AbortController
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `follow_${randomUUID().slice(0, 8)}`)
  elo = await start(
    readConfig(configSchema, { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri }),
    {},
  )
  proxy = await startLossyProxy(() => Number(new URL(elo.url).port))
})
afterAll(async () => {
  await proxy.stop()
  await elo.stop()
  await database.drop()
})
beforeEach(() => {
  ending = new AbortController()
})
afterEach(() => ending.abort())

let phones = 0
/** A customer with one message, and how to record more. */
async function newCustomer(): Promise<{ id: string; say: (...texts: string[]) => Promise<void> }> {
  const phone = `+55119666${String((phones += 1)).padStart(5, '0')}`
  const id = await recordText(elo.url, phone, `${phone} first`)
  return {
    id,
    async say(...texts) {
      for (const text of texts) await recordText(elo.url, phone, text)
    },
  }
}

const optionsOf = (transport?: Transport | (() => Transport)) => ({
  url: `http://127.0.0.1:${proxy.port}/graphql`,
  webSocket: WebSocket,
  selection,
  transport,
  signal: ending.signal,
  minWaitMs: 20,
})
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)

describe('followCustomer', () => {
  it('gives the whole history and what follows, once and in order, over lost connections and transports', async () => {
    const customer = await newCustomer()
    await customer.say(...numbered(1, 4))
    let attempts = 0
    const alternating = () => (attempts++ % 2 === 0 ? 'websocket' : 'sse')
    const followers = (['websocket', 'sse', alternating] as const).map((transport) =>
      startFollower(followCustomer<Text>({ ...optionsOf(transport), customerId: customer.id })),
    )
    const all = (text: string) => Promise.all(followers.map((follower) => follower.untilText(text)))
    await all('4')
    await customer.say('5')
    await all('5')
    proxy.drop()
    await customer.say(...numbered(6, 9))
    await all('9')
    ending.abort()
    await Promise.all(followers.map(({ ended }) => ended))

    expect(attempts).toBe(2)
    for (const { texts } of followers) expect(texts.slice(1)).toEqual(numbered(1, 9))
  })

  it('goes on in another run after what was handled, and gives again what was not', async () => {
    const customer = await newCustomer()
    await customer.say('a1', 'a2', 'a3')
    const store = createMemoryStore()
    const options = { ...optionsOf('websocket'), customerId: customer.id, store }
    for await (const { interaction } of followCustomer<Text>(options)) if (interaction?.text === 'a2') break
    await customer.say('a4')
    const second = startFollower(followCustomer<Text>(options))
    await second.untilText('a4')

    expect(second.texts).toEqual(['a2', 'a3', 'a4'])
  })

  it('begins now with the position, so that a caller who leaves at once misses nothing', async () => {
    const customer = await newCustomer()
    const store = createMemoryStore()
    const options = {
      ...optionsOf('websocket'),
      customerId: customer.id,
      store,
      start: 'now' as const,
    }
    for await (const { change, position } of followCustomer<Text>(options)) {
      expect(change).toBe('POSITION')
      store.save(position ?? '')
      break
    }
    await customer.say('b1')
    const second = startFollower(followCustomer<Text>(options))
    await second.untilText('b1')

    expect(second.changes.map(({ change }) => change)).toEqual(['RECORDED'])
  })

  it('throws why the graph refuses', async () => {
    const options = optionsOf('sse')
    const refused = followCustomer({ ...options, customerId: 'cus_0000000000000000000000' }).next()
    await expect(refused).rejects.toThrow(FollowError)
    const wrong = followCustomer({ ...options, customerId: 'cus_1', selection: 'noField' }).next()
    await expect(wrong).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' })
  })
})

describe('followFeed', () => {
  it('gives each change once and in order, over lost connections and a change of the transport', async () => {
    const customer = await newCustomer()
    let transport: Transport = 'websocket'
    const followers = (['websocket', () => transport] as const).map((given) =>
      startFollower(followFeed<Text>(optionsOf(given))),
    )
    const all = (text: string) => Promise.all(followers.map((follower) => follower.untilText(text)))
    await Promise.all(
      followers.map(({ changes }) =>
        expect.poll(() => changes[0]?.change, { timeout: 10_000 }).toBe('POSITION'),
      ),
    )
    await customer.say('c1', 'c2')
    await all('c2')
    transport = 'sse'
    proxy.drop()
    await customer.say('c3', 'c4')
    await all('c4')

    for (const { texts } of followers) expect(texts).toEqual(['c1', 'c2', 'c3', 'c4'])
  })

  it('shares it in a group, and gives nothing again that was acknowledged', async () => {
    const customer = await newCustomer()
    const options = { ...optionsOf('websocket'), group: `group-${randomUUID()}`, member: 'one' }
    const leaving = new AbortController()
    const first = startFollower(followFeed<Text>({ ...options, signal: leaving.signal }))
    await expect
      .poll(() => database.connection.collection('feedGroups').countDocuments(), { timeout: 10_000 })
      .toBe(1)
    await customer.say('d1', 'd2')
    await first.untilText('d2')
    leaving.abort()
    await first.ended
    await customer.say('d3')
    const second = startFollower(followFeed<Text>(options))
    await second.untilText('d3')

    expect(first.texts).toEqual(['d1', 'd2'])
    expect(second.texts).toEqual(['d3'])
  })
})
