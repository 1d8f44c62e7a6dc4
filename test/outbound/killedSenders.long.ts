import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../support/until.ts'
import { allNumbers, numbersByCustomer } from './support/numbersByCustomer.ts'
import { openOutbound } from './support/openOutbound.ts'
import { startReceiver } from './support/startReceiver.ts'
import { end, startSender } from './support/startSender.ts'

describe('processes that deliver', () => {
  it('miss nothing and keep the order when each is killed', async () => {
    const outbound = await openOutbound()
    const { uri } = outbound.database
    const receiver = await startReceiver((_received, index) => ({ status: index % 7 === 3 ? 500 : 204 }))
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const [first, second] = await Promise.all([startSender(uri, 90, 23), startSender(uri, 90, 23)])
    for (const [child, accepted] of [[first, 25] as const, [second, 55] as const]) {
      const wasAccepted = () => receiver.accepted().length >= accepted
      await until(`${accepted} are accepted`, wasAccepted)
      await end(child, 'SIGKILL')
      if (child === first) await startSender(uri, 90, 23)
    }
    await until('all are delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 90)
    expect(numbersByCustomer(receiver.accepted())).toEqual(allNumbers(90, 23))
    const accepted = receiver.received.filter(({ status }) => status === 204)
    // At most what was in flight at a kill arrives twice.
    expect(accepted.length).toBeLessThanOrEqual(90 + 2 * 8)
  })
})
