import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../support/until.ts'
import { openOutbound } from './support/openOutbound.ts'
import { startReceiver } from './support/startReceiver.ts'
import { end, startSender } from './support/startSender.ts'

describe('two processes that deliver', () => {
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
