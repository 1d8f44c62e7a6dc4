import { describe, expect, it, onTestFinished } from 'vitest'
import { callerError } from '../../platform/errors/errors.ts'
import { until } from '../support/until.ts'
import { numbersOf } from './support/numbersByCustomer.ts'
import { createNumberedFeed } from './support/numberedFeed.ts'
import { openOutbound } from './support/openOutbound.ts'
import { startReceiver } from './support/startReceiver.ts'

describe('the outbox of a webhook', () => {
  it('begins at the creation of the webhook, and before it when it is replayed from there', async () => {
    const outbound = await openOutbound()
    const receiver = await startReceiver()
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const running = outbound.start(createNumberedFeed({ count: 3, profiles: 1, year: 2020 }))
    await until('it has read all', async () => (await outbound.webhooks.find(id))?.cursor === '3')
    expect(await outbound.deliveries.list(id, { limit: 10 })).toEqual([])
    await outbound.webhooks.replayFrom(id, '1')
    running.wake()
    await until('two are delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 2)
    expect(numbersOf(receiver.accepted())).toEqual([2, 3])
  })

  it('gives up an event without a body, and goes on with the next', async () => {
    const outbound = await openOutbound()
    const receiver = await startReceiver()
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const feed = createNumberedFeed({ count: 3, profiles: 1 })
    outbound.start({
      ...feed,
      async buildBody(event, webhook) {
        if (event.cursor === '2') throw new Error('expected an interaction that can be shown')
        return feed.buildBody(event, webhook)
      },
    })
    await until(
      'the others are delivered',
      async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 2,
    )
    expect(numbersOf(receiver.accepted())).toEqual([1, 3])
    const [dead] = await outbound.deliveries.list(id, { states: ['DEAD'], limit: 10 })
    expect(dead).toMatchObject({ eventId: 'int_0000002_1', deadReason: 'NO_BODY', body: '', attempts: [] })
    expect(await outbound.deliveries.replay(id, dead?.id ?? '')).toBe('ERASED')
  })

  it('stores nothing of what has no body for this webhook', async () => {
    const outbound = await openOutbound()
    const receiver = await startReceiver()
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const feed = createNumberedFeed({ count: 4, profiles: 2 })
    outbound.start({
      ...feed,
      buildBody: async (event, webhook) =>
        Number(event.cursor) % 2 === 0 ? feed.buildBody(event, webhook) : null,
    })
    await until('two are delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 2)
    expect(numbersOf(receiver.accepted())).toEqual([2, 4])
    expect(await outbound.deliveries.list(id, { limit: 10 })).toHaveLength(2)
  })

  it.each([['FORBIDDEN', 'OWNER_LOST_ACCESS'] as const, ['BAD_USER_INPUT', 'FILTER_REFUSED'] as const])(
    'disables a webhook that the feed refuses with %s',
    async (code, stateReason) => {
      const outbound = await openOutbound()
      const { id } = await outbound.createWebhook({ url: 'http://127.0.0.1:1/' })
      outbound.start({
        ...createNumberedFeed({ count: 1, profiles: 1 }),
        openFeed: () => Promise.reject(callerError(code, 'interactionFeed: expected another caller')),
      })
      await until('it is disabled', async () => (await outbound.webhooks.find(id))?.state === 'DISABLED')
      expect(await outbound.webhooks.find(id)).toMatchObject({ stateReason })
    },
  )

  it('stops reading when so many wait, and goes on when they are delivered', async () => {
    const outbound = await openOutbound()
    let isFailing = true
    const receiver = await startReceiver(() => ({ status: isFailing ? 500 : 204 }))
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    outbound.start(createNumberedFeed({ count: 150, profiles: 3 }), { maxWaiting: 20 })
    await until('it is full and was tried often', () => receiver.received.length > 12)
    const waiting = async () =>
      (await outbound.deliveries.count(id, 'WAITING')) + (await outbound.deliveries.count(id, 'SENDING'))
    // A batch is stored as a whole.
    expect(await waiting()).toBeLessThanOrEqual(120)
    isFailing = false
    await until('all are delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 150)
    const numbers = numbersOf(receiver.accepted())
    for (const customer of [0, 1, 2]) {
      const own = numbers.filter((n) => n % 3 === customer)
      expect(own).toEqual(own.toSorted((one, other) => one - other))
    }
  })
})
