import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  type Change,
  createMemoryStore,
  followCustomer,
  followFeed,
  type FollowOptions,
} from '../../clients/follow/follow.ts'
import { freePort } from '../../embeddedMongo/freePort.ts'
import { type LossyProxy, startLossyProxy } from '../chaos/clients/lossyProxy.ts'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { recordText } from './support/recordTexts.ts'
import { type Follower, selection, startFollower, type Text } from './support/startFollower.ts'

const rounds = 25
const kills = 20
const followersOfEach = 10
const customersCount = 5

let database: TestDatabase
let proxy: LossyProxy
let elo: EloProcess
let port: number
const startElo = () =>
  startEloProcess({ PORT: String(port), LOG_LEVEL: 'info', MONGODB_URI: database.uri, NODE_ENV: 'test' })
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `cuts_${randomUUID().slice(0, 8)}`)
  port = await freePort()
  elo = await startElo()
  proxy = await startLossyProxy(() => port)
})
afterAll(async () => {
  await proxy.stop()
  await elo.end('SIGKILL')
  await database.drop()
})

/** A caller that can be restarted: it keeps its position, and what all of its runs were given. */
type Caller = { runs: Follower[]; stop(): Promise<void>; run(): void; texts(): string[] }

function createCaller(
  transport: 'websocket' | 'sse',
  follow: (options: FollowOptions<Text>) => AsyncIterable<Change<Text>>,
): Caller {
  const store = createMemoryStore()
  const runs: Follower[] = []
  let ending = new AbortController()
  return {
    runs,
    run() {
      ending = new AbortController()
      const connection = { url: `http://127.0.0.1:${proxy.port}/graphql`, webSocket: WebSocket, transport }
      const options = {
        ...connection,
        selection,
        store,
        signal: ending.signal,
        minWaitMs: 50,
        maxWaitMs: 1_000,
      }
      runs.push(startFollower(follow(options)))
    },
    async stop() {
      ending.abort()
      await runs.at(-1)?.ended
    },
    texts: () => runs.flatMap(({ texts }) => texts),
  }
}

describe('callers of the kit', () => {
  it(`get each event once and in order through ${rounds * followersOfEach * 4} cut connections and ${kills} kills`, async () => {
    const written: string[][] = Array.from({ length: customersCount }, () => [])
    let count = 0
    /** Record a text for the next customer; again while Elo is away, by the same idempotency key. */
    async function say(): Promise<void> {
      const text = `t${(count += 1)}`
      const customer = count % customersCount
      await until(`"${text}" is recorded`, async () => {
        const recording = recordText(elo.url, `+551195555000${customer}`, text)
        return recording.then(
          (id) => ids.set(customer, id).has(customer),
          () => false,
        )
      })
      written[customer]?.push(text)
      all.push(text)
    }
    const ids = new Map<number, string>()
    const all: string[] = []
    for (let n = 0; n < customersCount; n += 1) await say()
    const early = all.length

    const transports = ['websocket', 'sse'] as const
    const ofCustomers = transports.flatMap((transport) =>
      Array.from({ length: followersOfEach }, (_, index) => {
        const customer = index % customersCount
        const customerId = ids.get(customer) ?? ''
        return {
          customer,
          caller: createCaller(transport, (options) => followCustomer({ ...options, customerId })),
        }
      }),
    )
    const ofFeed = transports.flatMap((transport) =>
      Array.from({ length: followersOfEach }, () =>
        createCaller(transport, (options) => followFeed(options)),
      ),
    )
    const callers = [...ofCustomers.map(({ caller }) => caller), ...ofFeed]
    for (const caller of callers) caller.run()
    await until('the feed is followed', () =>
      ofFeed.every(({ runs }) => runs[0]?.changes[0]?.change === 'POSITION'),
    )
    const areUpToDate = () =>
      ofCustomers.every(({ customer, caller }) => caller.texts().includes(written[customer]?.at(-1) ?? '')) &&
      ofFeed.every((caller) => caller.texts().includes(all.at(-1) ?? ''))

    for (let round = 0; round < rounds; round += 1) {
      // Everyone gets something by the connection that is cut next.
      for (let n = 0; n < customersCount; n += 1) await say()
      await until('everyone has everything', areUpToDate)
      proxy.drop()
      for (let n = 0; n < customersCount; n += 1) await say()
      if (round < kills) {
        await elo.end('SIGKILL')
        const starting = startElo()
        const saying = say()
        elo = await starting
        await saying
      }
      // Every fourth caller is restarted, in other rounds than its neighbours.
      const restarted = callers.filter((_, index) => (index + round) % 4 === 0)
      await Promise.all(restarted.map((caller) => caller.stop()))
      for (const caller of restarted) caller.run()
    }
    await until('everyone has everything', areUpToDate)
    await Promise.all(callers.map((caller) => caller.stop()))

    for (const { customer, caller } of ofCustomers) expect(caller.texts()).toEqual(written[customer])
    for (const caller of ofFeed) expect(caller.texts()).toEqual(all.slice(early))
  }, 900_000)
})
