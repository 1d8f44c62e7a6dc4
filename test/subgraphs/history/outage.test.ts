import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDatabaseProxy } from '../../support/databaseProxy.ts'
import { feedSubscription, historySubscription, liveEvents } from './support/liveEvents.ts'
import { type History, startHistory } from './support/startHistory.ts'

let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>
let history: History

beforeAll(async () => {
  proxy = await startDatabaseProxy()
  history = await startHistory('outage', { subgraphUri: proxy.uri('test_history_outage') })
})

afterAll(async () => {
  proxy.mend()
  await history.stop()
  await proxy.stop()
})

describe('while the database is away', () => {
  it('streams wait, then continue and have lost nothing', async () => {
    const customerId = await history.newCustomer()
    const events = liveEvents(await history.subscribe(historySubscription, { customerId }))
    const feed = liveEvents(await history.subscribe(feedSubscription, {}))
    await Promise.all([events.next(), feed.next()])
    const before = await history.record(customerId)
    expect((await events.next()).interaction?.id).toBe(before)

    proxy.cut()
    const ids = await history.recordMany(customerId, 5)
    const waiting = events.take(5)
    proxy.mend()

    expect((await waiting).map(({ interaction }) => interaction?.id)).toEqual(ids)
    const last = await history.record(customerId)
    expect((await events.next()).interaction?.id).toBe(last)
    const delivered = await feed.takeUntil(({ interaction }) => interaction?.id === last)
    expect(delivered.map(({ interaction }) => interaction?.id)).toEqual([before, ...ids, last])
    await Promise.all([events.close(), feed.close()])
  })

  it('the subgraph stops at once', async () => {
    proxy.cut()
    await expect(history.subgraph.stop()).resolves.toBeUndefined()
  })
})
