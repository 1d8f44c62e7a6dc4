import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { createIdentityClient } from '../../../../interactions/recording/identityClient.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createChangeFanOut } from '../../../../subgraphs/history/changes/changeFanOut.ts'
import { createChangeStore } from '../../../../subgraphs/history/changes/changeStore.ts'
import { createRecentChanges } from '../../../../subgraphs/history/changes/recentChanges.ts'
import { feedCursor } from '../../../../subgraphs/history/feed/feedCursor.ts'
import { createInteractionFeed } from '../../../../subgraphs/history/feed/interactionFeed.ts'
import type { FeedEvent } from '../../../../subgraphs/history/live/historyEvent.ts'
import { createLogStore } from '../../../../subgraphs/history/log/logStore.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
const asReader: Principal = { ...asPartner, scopes: [...asPartner.scopes, 'feed:read'] }
let history: History
let leaving: (() => Promise<unknown>)[] = []
const stopping: (() => Promise<void>)[] = []

beforeAll(async () => {
  history = await startHistory('feed_positions')
})

afterEach(async () => {
  await Promise.all(leaving.map((leave) => leave()))
  leaving = []
})

afterAll(async () => {
  // Each change stream takes a second to close.
  await Promise.all(stopping.map((stop) => stop()))
  await history.stop()
})

/** A process with its own change stream. It keeps about so many of the latest changes. */
function startProcess({ keeps = 10_000 } = {}) {
  const { connection } = history
  const changeFanOut = createChangeFanOut({
    store: createChangeStore(connection),
    logger,
    recent: createRecentChanges({ maxBytes: keeps * 1_200 }),
  })
  stopping.push(changeFanOut.stop)
  const interactionFeed = createInteractionFeed({
    log: createLogStore(connection),
    changeFanOut,
    identity: createIdentityClient(history.callIdentity),
    clock: () => new Date(),
    logger,
  })
  return {
    changeFanOut,
    follow: async (after: string | null = null, principal = asAgent) => {
      const events = await interactionFeed({ after }, { principal, scope: createRequestScope() })
      leaving.push(() => events.return())
      async function next(): Promise<FeedEvent> {
        const { value } = await events.next()
        if (!value) throw new Error('the feed has ended')
        return value
      }
      return {
        next,
        async take(count: number) {
          const taken: FeedEvent[] = []
          while (taken.length < count) taken.push(await next())
          return taken
        },
      }
    },
  }
}

const told = ({ change, interaction, replayed }: FeedEvent) =>
  `${change} ${interaction?.id} ${interaction?.revision}${replayed ? ' replayed' : ''}`

describe('the position of a feed', () => {
  it('gives each reader each change once and in one order, whatever its speed', async () => {
    const customerIds = [await history.newCustomer(), await history.newCustomer()]
    const { follow } = startProcess({ keeps: 20 })
    const [quick, slow] = [await follow(), await follow()]
    await Promise.all([quick.next(), slow.next()])
    const given: string[] = []
    const written: string[] = []
    for (let round = 0; round < 8; round += 1) {
      const [ids, ...others] = await Promise.all([
        history.recordMany(customerIds[0] ?? '', 12),
        ...Array.from({ length: 8 }, () => history.record(customerIds[1] ?? '')),
      ])
      written.push(...ids, ...others)
      given.push(...(await quick.take(20)).map(told))
    }
    expect([...given].sort()).toEqual(written.map((id) => `RECORDED ${id} 1`).sort())
    expect((await slow.take(160)).map(told)).toEqual(given)
    const last = await history.record(customerIds[0] ?? '')
    expect(told(await slow.next())).toBe(`RECORDED ${last} 1`)
  })

  it('continues exactly after the cursor of any event, in the same process or in another', async () => {
    const customerId = await history.newCustomer()
    const { follow } = startProcess()
    const events = await follow()
    const first = await events.next()
    await history.recordMany(customerId, 7)
    await history.recordMany(customerId, 5)
    const all = [first, ...(await events.take(12))]
    const others = [startProcess().follow, startProcess({ keeps: 3 }).follow]
    // Their change streams begin here.
    for (const open of others) await (await open()).next()
    const after = await history.recordMany(customerId, 4)
    all.push(...(await events.take(4)))
    for (const [index, { cursor }] of all.entries()) {
      for (const open of [follow, ...others]) {
        const again = await open(cursor)
        expect(await again.next()).toMatchObject({ change: 'POSITION', cursor })
        const rest = all.slice(index + 1).map(told)
        expect((await again.take(rest.length)).map(told)).toEqual(rest)
      }
    }
    expect(after).toHaveLength(4)
  })

  it('gives what was amended meanwhile in its latest revision, and only once', async () => {
    const customerId = await history.newCustomer()
    const { follow } = startProcess()
    const events = await follow()
    const { cursor } = await events.next()
    const [one, other] = [await history.record(customerId), await history.record(customerId)]
    for (const summary of ['a', 'b']) await history.log.amend(one, () => ({ summary }))
    const last = await history.record(customerId)
    const elsewhere = startProcess().follow
    await (await elsewhere()).next()
    for (const open of [follow, elsewhere]) {
      const again = await open(cursor)
      await again.next()
      expect((await again.take(3)).map(told)).toEqual([
        `RECORDED ${one} 3`,
        `RECORDED ${other} 1`,
        `RECORDED ${last} 1`,
      ])
    }
  })

  it('gives a slow reader nothing that an amendment has hidden or erased meanwhile', async () => {
    const customerId = await history.newCustomer()
    const { follow } = startProcess()
    const events = await follow(null, asReader)
    const { cursor } = await events.next()
    const hidden = await history.record(customerId)
    await history.log.amend(hidden, () => ({ visibility: 'INTERNAL' }))
    const last = await history.record(customerId)
    expect(told(await events.next())).toBe(`RECORDED ${last} 1`)
    const elsewhere = await startProcess().follow(cursor, asReader)
    await elsewhere.next()
    expect(told(await elsewhere.next())).toBe(`RECORDED ${last} 1`)
  })

  it('tells a reader that was given an interaction before it was hidden', async () => {
    const customerId = await history.newCustomer()
    const events = await startProcess().follow(null, asReader)
    await events.next()
    const shown = history.record(customerId)
    const { cursor, interaction } = await events.next()
    expect(interaction?.id).toBe(await shown)
    await history.log.amend(await shown, () => ({ visibility: 'INTERNAL' }))
    const again = await startProcess().follow(cursor, asReader)
    await again.next()
    expect(await again.next()).toMatchObject({
      change: 'HIDDEN',
      interactionId: await shown,
      replayed: true,
    })
  })

  it('reads by time after a cursor of an earlier version or of another collection, then by position', async () => {
    const customerId = await history.newCustomer()
    const at = Date.now()
    const ids = await history.recordMany(customerId, 3)
    for (const foreign of [{ at }, { at, log: [1, 1, 1] satisfies [number, number, number], of: 'other' }]) {
      const { follow } = startProcess()
      const events = await follow(feedCursor.encode(foreign))
      expect(feedCursor.decode((await events.next()).cursor, 'after')).toEqual({ at })
      const given = new Set<string>()
      while (!given.has(`RECORDED ${ids[2]} 1 replayed`)) given.add(told(await events.next()))
      expect([...given]).toEqual(expect.arrayContaining(ids.map((id) => `RECORDED ${id} 1 replayed`)))
      const id = await history.record(customerId)
      let live = await events.next()
      while (live.interaction?.id !== id) live = await events.next()
      expect(told(live)).toBe(`RECORDED ${id} 1`)
      expect(feedCursor.decode(live.cursor, 'after').log).toHaveLength(3)
    }
  })

  it('gives a cursor of at most 120 characters', async () => {
    const events = await startProcess().follow()
    expect((await events.next()).cursor.length).toBeLessThanOrEqual(120)
    const widest: [number, number, number] = [2 ** 32 - 1, 9_999_999, 99_999]
    expect(feedCursor.encode({ at: 4_102_444_800_000, log: widest, of: '0123abcd' }).length).toBeLessThan(120)
  })

  it('leaves out what a caller in the process does not accept, and its cursor advances over it', async () => {
    const customerId = await history.newCustomer()
    const { changeFanOut } = startProcess()
    const interactionFeed = createInteractionFeed({
      log: createLogStore(history.connection),
      changeFanOut,
      identity: createIdentityClient(history.callIdentity),
      clock: () => new Date(),
      logger,
    })
    const accepts = ({ channel }: Interaction) => channel === 'EMAIL'
    const events = await interactionFeed({}, { principal: asAgent, scope: createRequestScope() }, { accepts })
    await events.next()
    await history.record(customerId)
    const id = await history.record(customerId, { channel: 'EMAIL' })
    const { value } = await events.next()
    expect(value && told(value)).toBe(`RECORDED ${id} 1`)
    await events.return()
  })
})
