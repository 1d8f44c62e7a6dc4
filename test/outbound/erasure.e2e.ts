import { describe, expect, it, onTestFinished } from 'vitest'
import { createOutboundErasure } from '../../outbound/erasure/outboundErasure.ts'
import { systemClock } from '../../platform/process/clock.ts'
import type { Erasure } from '../../privacy/erasure/erasure.ts'
import { until } from '../support/until.ts'
import { createNumberedFeed } from './support/numberedFeed.ts'
import { openOutbound } from './support/openOutbound.ts'
import { startReceiver } from './support/startReceiver.ts'

/** The erasure of a customer that was requested after all numbered events. */
function erasureOf(profileId: string): Erasure {
  const part = { state: 'PENDING', counts: null, leasedUntil: new Date(0), doneAt: null } as const
  return {
    protocol: '1',
    customerId: profileId,
    profileIds: [profileId],
    by: { kind: 'ADMIN', id: 'a' },
    reason: 'article 18 of the LGPD',
    requestedAt: new Date('2031-01-01T00:00:00Z'),
    state: 'RUNNING',
    parts: {
      identity: part,
      conversations: part,
      actions: part,
      feedback: part,
      intake: part,
      outbound: part,
    },
    targets: null,
    doneAt: null,
    certificate: null,
  }
}

describe('the erasure of a customer in the outbox', () => {
  it('empties the bodies of their deliveries, gives up what waits, and stores no body later', async () => {
    const outbound = await openOutbound()
    const receiver = await startReceiver(({ body }) => ({ status: body.includes('"n":3,') ? 500 : 204 }))
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const feed = createNumberedFeed({ count: 6, profiles: 2 })
    outbound.start(feed, { retryAfterMs: [3_600_000] })
    await until('the rest is delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 4)
    await until('one has failed', () => receiver.received.length === 5)
    const erasure = createOutboundErasure({ connection: outbound.database.connection, clock: systemClock })
    expect(await erasure.count(erasureOf('cus_1'))).toEqual([
      { collection: 'outboundDeliveries', kind: null, count: 3 },
    ])
    await erasure.erase(erasureOf('cus_1'))
    await erasure.erase(erasureOf('cus_1'))
    feed.growTo(8)
    await until(
      'the other customer goes on',
      async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 5,
    )
    const stored = await outbound.deliveries.list(id, { limit: 10 })
    const shown = stored.toReversed().map(({ state, deadReason, body }) => [state, deadReason, body])
    expect(shown).toEqual([
      ['DELIVERED', null, ''],
      ['DELIVERED', null, '{"n":2,"customer":"cus_0"}'],
      ['DEAD', 'ERASED', ''],
      ['DELIVERED', null, '{"n":4,"customer":"cus_0"}'],
      ['DEAD', 'ERASED', ''],
      ['DELIVERED', null, '{"n":6,"customer":"cus_0"}'],
      ['DEAD', 'ERASED', ''],
      ['DELIVERED', null, '{"n":8,"customer":"cus_0"}'],
    ])
    expect(await outbound.deliveries.replay(id, stored.at(-1)?.id ?? '')).toBe('ERASED')
    expect(await erasure.count(erasureOf('cus_1'))).toEqual([])
    expect(await outbound.database.dump()).not.toContain('\\"customer\\":\\"cus_1\\"')
  })
})
