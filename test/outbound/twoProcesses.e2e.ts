import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../support/until.ts'
import { allNumbers, numbersByCustomer } from './support/numbersByCustomer.ts'
import { openOutbound } from './support/openOutbound.ts'
import { startReceiver } from './support/startReceiver.ts'
import { end, startSender } from './support/startSender.ts'

describe('two processes that deliver', () => {
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

  it('never send what the other one has taken, also when one was stopped and goes on', async () => {
    const outbound = await openOutbound()
    const { uri } = outbound.database
    let isHanging = true
    const receiver = await startReceiver(() => (isHanging ? 'HANG' : { status: 204 }))
    onTestFinished(() => receiver.stop())
    const { id } = await outbound.createWebhook({ url: receiver.url })
    const lines: string[] = []
    // It does not renew its lease, so that nothing but its own clock says that the lease is over.
    const first = await startSender(uri, 100, 50, { renewMs: 60_000, onLine: (line) => lines.push(line) })
    // It sends 8, and has claimed 8 more that are to be sent next.
    await until('it has sent what it can send at once', () => receiver.received.length === 8)
    await until('it has claimed more', async () => (await outbound.deliveries.count(id, 'SENDING')) === 16)
    first.kill('SIGSTOP')
    isHanging = false
    const second = await startSender(uri, 100, 50)
    await until('all are delivered', async () => (await outbound.deliveries.count(id, 'DELIVERED')) === 100)
    const before = receiver.received.length
    expect(before).toBe(108)
    receiver.release(500)
    first.kill('SIGCONT')
    await until('it is through with what it had claimed', () => lines.length === 1 + 8 + 8)
    expect(receiver.received).toHaveLength(before)
    expect(await outbound.deliveries.count(id, 'DELIVERED')).toBe(100)
    const interrupted = await outbound.deliveries.list(id, { limit: 100 })
    expect(interrupted.filter(({ attempts }) => attempts[0]?.error === 'INTERRUPTED')).toHaveLength(16)
    await Promise.all([end(first, 'SIGTERM'), end(second, 'SIGTERM')])
  })
})
