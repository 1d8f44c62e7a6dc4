import { expect, it, onTestFinished } from 'vitest'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { until } from '../support/until.ts'
import { allNumbers, numbersByCustomer } from './support/numbersByCustomer.ts'
import { openOutbound } from './support/openOutbound.ts'
import { type Receiver, startReceiver } from './support/startReceiver.ts'
import { startSender } from './support/startSender.ts'

const count = Number(process.env['ELO_TEST_DELIVERIES'] ?? '10000')
const profiles = Math.max(10, count / 20)
const withinMs = 60_000 + count * 20

it(
  `delivers ${count} events to a receiver that fails 30 % at random and dies twice`,
  async () => {
    const outbound = await openOutbound()
    const { uri } = outbound.database
    const verified = { count: 0 }
    let verify = (_body: string, _headers: Record<string, string>): unknown => null
    const react = ({ body, headers }: { body: string; headers: Record<string, string> }) => {
      if (Math.random() < 0.3) return Math.random() < 0.1 ? ('RESET' as const) : { status: 503 }
      verify(body, headers)
      verified.count += 1
      return { status: 204 }
    }
    let receiver = await startReceiver(react)
    onTestFinished(() => receiver.stop())
    const { url } = receiver
    const { id } = await outbound.createWebhook({ url })
    const [secret] = await outbound.webhooks.readSecrets(id, new Date())
    const library = new StandardWebhook(secret?.secret ?? '')
    verify = (body, headers) => library.verify(body, headers)
    const past: Receiver[] = []
    const began = performance.now()
    await startSender(uri, count, profiles)
    await startSender(uri, count, profiles)
    for (const share of [1 / 3, 2 / 3]) {
      await until(`${share} are accepted`, () => verified.count >= count * share, withinMs)
      await receiver.stop()
      past.push(receiver)
      const refused = performance.now()
      await until('it was down for two seconds', () => performance.now() - refused > 2_000)
      receiver = await startReceiver(react, Number(new URL(url).port))
    }
    await until(
      'all are delivered',
      async () => (await outbound.deliveries.count(id, 'DELIVERED')) === count,
      withinMs,
    )
    const seconds = (performance.now() - began) / 1_000
    const received = [...past, receiver].flatMap((each) => each.received)
    const seen = new Set<string>()
    const accepted = received.filter(({ id: eventId, status }) => {
      if (status !== 204 || seen.has(eventId)) return false
      seen.add(eventId)
      return true
    })
    const repeats = received.filter(({ status }) => status === 204).length - count
    process.stdout.write(
      `${count} events, ${received.length} requests, ${repeats} repeated, ${Math.round(seconds)} s, ${Math.round(count / seconds)} events/s\n`,
    )
    expect(numbersByCustomer(accepted.map(({ body }) => body))).toEqual(allNumbers(count, profiles))
  },
  2 * withinMs,
)
