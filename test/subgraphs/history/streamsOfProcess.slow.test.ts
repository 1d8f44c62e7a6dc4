import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breakChangeStreams, countChangeStreams } from '../../support/changeStreams.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import { changesOf, followCustomer } from './support/followCustomer.ts'
import { historySubscription } from './support/liveEvents.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('live_process')
})

afterAll(() => history.stop())

async function errorOf(subscribing: Promise<unknown>): Promise<unknown> {
  return subscribing.then(
    () => null,
    (error: unknown) => error,
  )
}

describe('the streams of a process', () => {
  it('share one change stream, which is opened again when it is lost', async () => {
    const customerId = await history.newCustomer()
    const followings = await Promise.all(
      Array.from({ length: 20 }, () => followCustomer(history, customerId)),
    )
    await Promise.all(followings.map(({ next }) => next()))
    expect(await countChangeStreams(history.connection)).toBe(1)
    for (let round = 0; round < 3; round += 1) {
      const [, ids] = await Promise.all([
        breakChangeStreams(history.connection),
        Promise.all(Array.from({ length: 5 }, () => history.record(customerId))),
      ])
      for (const { take } of followings) {
        const events = await take(5)
        expect(events.map(({ interaction }) => interaction?.id).sort()).toEqual([...ids].sort())
      }
    }
    expect(await countChangeStreams(history.connection)).toBe(1)
    await Promise.all(followings.map(({ close }) => close()))
  })

  it('lose nothing for a subscriber that is slower than the writers', async () => {
    const customerId = await history.newCustomer()
    const events = await followCustomer(history, customerId)
    await events.next()
    const quick = await followCustomer(history, customerId)
    await quick.next()
    const ids: string[] = []
    for (let burst = 0; burst < 3; burst += 1) ids.push(...(await history.recordMany(customerId, 100)))
    // The quick subscriber was given them all, so the queue of the slow one has overflowed.
    expect(changesOf(await quick.take(300))).toEqual(ids.map((id) => `RECORDED ${id}`))
    expect(changesOf(await events.take(300))).toEqual(ids.map((id) => `RECORDED ${id}`))
    await Promise.all([events.close(), quick.close()])
  })

  it('release a subscriber that leaves while it waits', async () => {
    const customerId = await history.newCustomer()
    const results = await history.subscribe(historySubscription, { customerId })
    await results.next()
    const waiting = results.next()
    await results.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await results.next()).toEqual({ done: true, value: undefined })
  })

  it('let others run while they are read from memory', async () => {
    const customerId = await history.newCustomer()
    const events = await followCustomer(history, customerId)
    await events.next()
    const others = Promise.all(Array.from({ length: 200 }, () => history.log.record(newMessage(customerId))))
    let turns = 0
    const counting = setInterval(() => (turns += 1), 0)
    await events.take(200)
    clearInterval(counting)
    await others
    expect(turns).toBeGreaterThan(0)
    await events.close()
  })

  it('end with a retryable UNAVAILABLE when the process stops, and the change stream is closed', async () => {
    const own = await startHistory('stopping')
    const customerId = await own.newCustomer()
    const waiting = await own.subscribe(historySubscription, { customerId })
    const idle = await own.subscribe(historySubscription, { customerId })
    await waiting.next()
    const next = errorOf(waiting.next())
    await own.subgraph.stop()
    const unavailable: unknown = expect.objectContaining({
      extensions: { code: 'UNAVAILABLE', retryable: true },
    })
    expect(await next).toEqual(unavailable)
    expect(await errorOf(idle.next())).toEqual(unavailable)
    expect(await idle.next()).toEqual({ done: true, value: undefined })
    expect(await countChangeStreams(own.connection)).toBe(0)
    const late = await own.subscribe(historySubscription, { customerId })
    expect(await errorOf(late.next())).toEqual(unavailable)
    await own.stop()
  })
})
