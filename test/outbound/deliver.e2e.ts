import { Webhook as StandardWebhook } from 'standardwebhooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../support/until.ts'
import { allNumbers, numbersByCustomer, numbersOf } from './support/numbersByCustomer.ts'
import { createNumberedFeed } from './support/numberedFeed.ts'
import { openOutbound, type TestOutbound } from './support/openOutbound.ts'
import { type Reaction, type Received, type Receiver, startReceiver } from './support/startReceiver.ts'

async function receiver(react?: (received: Received, index: number) => Reaction): Promise<Receiver> {
  const started = await startReceiver(react)
  onTestFinished(() => started.stop())
  return started
}

const settled = ({ deliveries }: TestOutbound, webhookId: string, count: number) =>
  until(`${count} are delivered`, async () => (await deliveries.count(webhookId, 'DELIVERED')) === count)

describe('the delivery of events', () => {
  it('gives every event once, in order for each customer, to a receiver that fails in many ways', async () => {
    const outbound = await openOutbound()
    let seed = 7
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    const { url, received, accepted } = await receiver(() => {
      const dice = random()
      if (dice < 0.2) return { status: 500 }
      if (dice < 0.25) return 'RESET'
      if (dice < 0.26) return 'HANG'
      if (dice < 0.3) return { status: 302, headers: { location: 'http://127.0.0.1:1/' } }
      return { status: 204 }
    })
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 160, profiles: 20 }))
    await settled(outbound, id, 160)
    expect(numbersByCustomer(accepted())).toEqual(allNumbers(160, 20))
    const bodies = new Map<string, Set<string>>()
    for (const { id: eventId, body } of received)
      bodies.set(eventId, (bodies.get(eventId) ?? new Set()).add(body))
    expect(bodies.size).toBe(160)
    expect([...bodies.values()].every(({ size }) => size === 1)).toBe(true)
    expect(received.length).toBeGreaterThan(180)
  })

  it('signs so that the public library of Standard Webhooks verifies it, by both secrets while they rotate', async () => {
    const outbound = await openOutbound()
    const { url, received } = await receiver()
    const { id } = await outbound.createWebhook({ url })
    const [first] = await outbound.webhooks.readSecrets(id, new Date())
    await outbound.webhooks.rotateSecret(id, { secret: null, oldUntil: new Date(Date.now() + 60_000) })
    const [second] = await outbound.webhooks.readSecrets(id, new Date())
    outbound.start(createNumberedFeed({ count: 1, profiles: 1 }))
    await settled(outbound, id, 1)
    const [{ headers, body } = { headers: {}, body: '' }] = received
    for (const secret of [first?.secret ?? '', second?.secret ?? ''])
      expect(new StandardWebhook(secret).verify(body, headers)).toEqual({ n: 1, customer: 'cus_0' })
    expect(first?.secret).not.toBe(second?.secret)
    expect(headers).toMatchObject({
      'webhook-id': 'int_0000001_1',
      'content-type': 'application/json',
      'user-agent': 'Elo-Webhooks/1',
    })
  })

  it('holds back the later events of a customer whose event fails, and of no other customer', async () => {
    const outbound = await openOutbound()
    let isFailing = true
    const { url, accepted } = await receiver(({ body }) => ({
      status: isFailing && body.includes('"cus_1"') ? 500 : 204,
    }))
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 20, profiles: 2 }))
    await settled(outbound, id, 10)
    const held = await outbound.deliveries.list(id, { states: ['WAITING', 'SENDING'], limit: 100 })
    expect(held.map(({ interactionId, attemptCount }) => [interactionId, attemptCount > 0])).toEqual(
      [19, 17, 15, 13, 11, 9, 7, 5, 3, 1].map((n) => [`int_${String(n).padStart(7, '0')}`, n === 1]),
    )
    isFailing = false
    await settled(outbound, id, 20)
    expect(numbersByCustomer(accepted()).get('cus_1')).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19])
  })

  it('disables a webhook whose receiver answers 410, and goes on where it was when it is enabled again', async () => {
    const outbound = await openOutbound()
    let status = 410
    const { url, accepted } = await receiver(() => ({ status }))
    const { id } = await outbound.createWebhook({ url })
    const running = outbound.start(createNumberedFeed({ count: 5, profiles: 1 }))
    await until('it is disabled', async () => (await outbound.webhooks.find(id))?.state === 'DISABLED')
    expect(await outbound.webhooks.find(id)).toMatchObject({ state: 'DISABLED', stateReason: 'GONE' })
    status = 200
    await outbound.webhooks.update(id, { state: 'ACTIVE' })
    running.wake()
    await settled(outbound, id, 5)
    expect(numbersOf(accepted())).toEqual([1, 2, 3, 4, 5])
    expect(await outbound.webhooks.find(id)).toMatchObject({ state: 'ACTIVE', stateReason: null })
  })

  it('waits as long as the receiver asks for, with all its deliveries', async () => {
    const outbound = await openOutbound()
    const at: number[] = []
    const { url } = await receiver((_received, index) => {
      at.push(performance.now())
      return index === 0 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 204 }
    })
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 3, profiles: 3 }), { perWebhook: 1 })
    await settled(outbound, id, 3)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(950)
  })

  it('keeps each attempt with its status, duration and error', async () => {
    const outbound = await openOutbound()
    const reactions: Reaction[] = [{ status: 503 }, { status: 301 }, 'RESET', 'HANG', { status: 202 }]
    const { url } = await receiver((_received, index) => reactions[index] ?? { status: 500 })
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 1, profiles: 1 }))
    await settled(outbound, id, 1)
    const [delivery] = await outbound.deliveries.list(id, { limit: 10 })
    expect(delivery).toMatchObject({
      webhookId: id,
      eventId: 'int_0000001_1',
      event: 'RECORDED',
      profileId: 'cus_0',
      cursor: '1',
      state: 'DELIVERED',
      attemptCount: 5,
      nextAttemptAt: null,
      deadReason: null,
      body: '{"n":1,"customer":"cus_0"}',
    })
    expect(delivery?.attempts.map(({ status, error }) => [status, error])).toEqual([
      [503, 'STATUS'],
      [301, 'STATUS'],
      [null, 'CONNECTION'],
      [null, 'TIMEOUT'],
      [202, null],
    ])
    expect(delivery?.attempts.at(3)?.durationMs).toBeGreaterThanOrEqual(490)
  })

  it('gives up after its time, goes on with the next, and sends a dead one again under the same id', async () => {
    const outbound = await openOutbound()
    let isFailing = true
    const { url, received } = await receiver(({ body }) => ({
      status: isFailing && body.includes('"n":1,') ? 500 : 204,
    }))
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 2, profiles: 1 }), { giveUpAfterMs: 200 })
    await settled(outbound, id, 1)
    const [dead] = await outbound.deliveries.list(id, { states: ['DEAD'], limit: 10 })
    expect(dead).toMatchObject({ eventId: 'int_0000001_1', deadReason: 'EXPIRED', nextAttemptAt: null })
    isFailing = false
    expect(await outbound.deliveries.replayDead(id)).toBe(1)
    await settled(outbound, id, 2)
    expect(received.at(-1)).toMatchObject({ id: 'int_0000001_1', status: 204 })
  })

  it('sends again from a cursor, in order and under the same ids', async () => {
    const outbound = await openOutbound()
    const { url, received } = await receiver()
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 6, profiles: 2 }))
    await settled(outbound, id, 6)
    const before = received.length
    await outbound.webhooks.replayFrom(id, '2')
    await until('four arrive again', () => received.length === before + 4)
    await settled(outbound, id, 6)
    const again = received.slice(before).map(({ body }) => body)
    expect(numbersByCustomer(again)).toEqual(
      new Map([
        ['cus_1', [3, 5]],
        ['cus_0', [4, 6]],
      ]),
    )
    expect((await outbound.webhooks.find(id))?.cursor).toBe('6')
  })

  it('sends nothing while it is paused, and misses nothing of that time', async () => {
    const outbound = await openOutbound()
    const { url, received, accepted } = await receiver()
    const { id } = await outbound.createWebhook({ url })
    const feed = createNumberedFeed({ count: 2, profiles: 1 })
    const running = outbound.start(feed)
    await settled(outbound, id, 2)
    await outbound.webhooks.update(id, { state: 'PAUSED', stateReason: 'REQUESTED' })
    const isFree = async () => {
      const stored = await outbound.database.connection.collection('outboundWebhooks').findOne({})
      return stored?.['leasedBy'] === null
    }
    await until('no process works on it', isFree)
    feed.growTo(4)
    await outbound.webhooks.update(id, { name: 'still paused' })
    running.wake()
    expect(received).toHaveLength(2)
    await outbound.webhooks.update(id, { state: 'ACTIVE' })
    running.wake()
    await settled(outbound, id, 4)
    expect(numbersOf(accepted())).toEqual([1, 2, 3, 4])
  })

  it('disables a webhook that has failed for long', async () => {
    const outbound = await openOutbound()
    const { url } = await receiver(() => ({ status: 500 }))
    const { id } = await outbound.createWebhook({ url })
    outbound.start(createNumberedFeed({ count: 1, profiles: 1 }), { disableAfterMs: 150 })
    await until('it is disabled', async () => (await outbound.webhooks.find(id))?.state === 'DISABLED')
    expect(await outbound.webhooks.find(id)).toMatchObject({ stateReason: 'FAILING' })
    expect(await outbound.deliveries.count(id, 'WAITING')).toBe(1)
  })
})
