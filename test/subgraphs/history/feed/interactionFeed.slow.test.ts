import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { feedCursor } from '../../../../subgraphs/history/feed/feedCursor.ts'
import { breakChangeStreams, countChangeStreams } from '../../../support/changeStreams.ts'
import { newMessage } from '../../../interactions/log/newMessage.ts'
import { feedSubscription, type LiveEvent, liveEvents } from '../support/liveEvents.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('feed')
})

afterAll(() => history.stop())

async function follow(given: { after?: string; filter?: Record<string, unknown> } = {}, principal = asAgent) {
  return liveEvents(await history.subscribe(feedSubscription, given, principal))
}

function idsOf(events: LiveEvent[]): (string | undefined)[] {
  return events.map(({ interaction }) => interaction?.id)
}

/** Those of the events' ids that are in a list: other tests record in the same database. */
function among(ids: string[]) {
  return (events: LiveEvent[]) => idsOf(events).filter((id) => id !== undefined && ids.includes(id))
}

describe('interactionFeed', () => {
  it('delivers the position first, then what happens with any customer, in the order of recording', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const events = await follow()
    expect(await events.next()).toMatchObject({
      __typename: 'FeedPosition',
      change: 'POSITION',
      interaction: null,
      replayed: false,
    })
    const ids = [await history.record(one), await history.record(other), await history.record(one)]
    const delivered = await events.take(3)
    await history.log.amend(ids[0] ?? '', () => ({ summary: 'edited' }))
    delivered.push(await events.next())
    expect(delivered.map(({ __typename }) => __typename)).toEqual([
      'FeedInteractionRecorded',
      'FeedInteractionRecorded',
      'FeedInteractionRecorded',
      'FeedInteractionAmended',
    ])
    expect(
      delivered.map(({ change, interaction, replayed }) => ({ change, ...interaction, replayed })),
    ).toEqual([
      ...ids.map((id) => ({ change: 'RECORDED', id, kind: 'MESSAGE', revision: 1, replayed: false })),
      { change: 'AMENDED', id: ids[0], kind: 'MESSAGE', revision: 2, replayed: false },
    ])
    await events.close()
  })

  it('delivers only what matches the filter and what the caller may read', async () => {
    const customerId = await history.newCustomer()
    const reader = { ...asPartner, scopes: [...asPartner.scopes, 'feed:read'] }
    const events = await follow({ filter: { departments: ['feed-sales'] } }, reader)
    await events.next()
    await history.record(customerId)
    await history.record(customerId, { department: 'feed-sales', visibility: 'INTERNAL' })
    await history.record(customerId, { department: 'feed-sales', kind: 'NOTE' })
    const id = await history.record(customerId, { department: 'feed-sales' })
    expect(idsOf(await events.take(1))).toEqual([id])
    await events.close()
  })

  it('delivers a merge once', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const events = await follow()
    await events.next()
    await history.merge(one, other)
    const last = await history.record(one)
    const delivered = await events.takeUntil(({ interaction }) => interaction?.id === last)
    expect(delivered.map(({ interaction }) => interaction?.kind)).toEqual(['IDENTITY_CHANGE', 'MESSAGE'])
    await events.close()
  })

  it('continues exactly after the cursor of any event', async () => {
    const customerId = await history.newCustomer()
    const events = await follow()
    const { cursor } = await events.next()
    const ids = await history.recordMany(customerId, 12)
    const all = await events.take(12)
    await events.close()
    for (const [index, after] of [cursor, ...all.map((event) => event.cursor)].entries()) {
      const again = await follow({ after })
      expect(await again.next()).toMatchObject({ change: 'POSITION', cursor: after, replayed: false })
      const last = await history.record(customerId)
      const delivered = await again.takeUntil(({ interaction }) => interaction?.id === last)
      expect(among(ids)(delivered)).toEqual(ids.slice(index))
      expect(delivered.every(({ replayed }) => replayed === false)).toBe(true)
      await again.close()
    }
  })

  it('skips nothing of a transaction that committed long after its `changedAt`, also after a mere time', async () => {
    const customerId = await history.newCustomer()
    const events = await follow()
    await events.next()
    const { cursor } = (await Promise.all([events.next(), history.record(customerId)]))[0]
    await events.close()
    const slow = createInteractionLog({
      connection: history.connection,
      clock: () => new Date(Date.now() - 60_000),
    })
    const { interaction: late } = await slow.record(newMessage(customerId))
    const { at } = feedCursor.decode(cursor, 'after')
    for (const [after, replayed] of [
      [cursor, false],
      [feedCursor.encode({ at }), true],
    ] as const) {
      const again = await follow({ after })
      const delivered = await again.takeUntil(({ interaction }) => interaction?.id === late.id)
      expect(delivered.at(-1)?.replayed).toBe(replayed)
      await again.close()
    }
  })

  it('continues when the change stream is lost, and skips nothing for a slow subscriber', async () => {
    const customerId = await history.newCustomer()
    const slow = await follow()
    const events = await follow()
    await Promise.all([slow.next(), events.next()])
    const ids = await history.recordMany(customerId, 150)
    expect(among(ids)(await events.takeUntil(({ interaction }) => interaction?.id === ids.at(-1)))).toEqual(
      ids,
    )
    const [, more] = await Promise.all([
      breakChangeStreams(history.connection),
      history.recordMany(customerId, 150),
    ])
    for (const [subscriber, missing] of [
      [events, more],
      [slow, [...ids, ...more]],
    ] as const) {
      expect(idsOf(await subscriber.take(missing.length))).toEqual(missing)
      await subscriber.close()
    }
    expect(await countChangeStreams(history.connection)).toBe(1)
  })

  it('refuses a damaged cursor', async () => {
    const damaged = `${feedCursor.encode({ at: 1 })}x`
    for (const after of ['', 'feed', damaged]) {
      await expect(follow({ after })).rejects.toMatchObject({ extensions: { code: 'INVALID_CURSOR' } })
    }
  })
})
