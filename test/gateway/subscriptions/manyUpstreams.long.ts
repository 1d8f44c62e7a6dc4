import { afterEach, describe, expect, it } from 'vitest'
import { gatewayLimits } from '../../../gateway/limits/limits.ts'
import { startSubgraphServer } from '../../../platform/subgraph/subgraphServer.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { createFixtureSubgraphs } from '../fixtures/fixtureSubgraphs.ts'
import { createLogRecorder, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

const secrets = ['the secret of the gateway and its subgraphs']
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const query =
  'subscription ($after: String) { customerHistory(customerId: "cus_1", after: $after) { cursor payload } }'

async function startDistributed() {
  const fixtures = createFixtureSubgraphs()
  const { logger } = createLogRecorder()
  const server = await startSubgraphServer({
    ...{ subgraph: fixtures.subgraphs.history, host: '127.0.0.1', port: 0, logger, secrets },
  })
  stops.push(() => server.stop())
  const gateway = await startFixtureGateway({
    fixtures,
    sources: { history: { kind: 'remote', url: server.url, secrets } },
    limits: { sockets: { ...gatewayLimits.sockets, maxBufferedBytes: 64 * 1024 * 1024 } },
  })
  stops.push(() => gateway.stop())
  return gateway
}

async function subscribeOften(url: string, count: number): Promise<SocketClient> {
  const client = await connectSocket(url)
  for (let n = 0; n < count; n += 1) client.subscribe(`${n}`, query)
  for (let n = 0; n < count; n += 1) expect((await client.next()).type).toBe('next')
  return client
}

describe('2,000 subscriptions at a subgraph server', () => {
  it('do not end each other when many events of 5 kB come at once, nor when one client stops reading', async () => {
    const gateway = await startDistributed()
    const { log } = gateway.fixtures
    const clients: SocketClient[] = []
    for (let n = 0; n < 20; n += 1) clients.push(await subscribeOften(gateway.url, 100))
    expect(log).toMatchObject({ following: 2_000, followed: 2_000 })

    const events = 10
    const startedAt = performance.now()
    clients[0]?.socket.pause()
    const payload = 'x'.repeat(5_000)
    for (let n = 0; n < events; n += 1) log.record({ interaction: null, payload })
    const received = await Promise.all(
      clients.slice(1).map(async (client) => {
        const cursors = new Map<string, string[]>()
        for (let n = 0; n < events * 100; n += 1) {
          const { id = '', payload } = await client.next()
          const cursor = /"cursor":"(\d+)"/u.exec(JSON.stringify(payload))?.[1] ?? 'none'
          cursors.set(id, [...(cursors.get(id) ?? []), cursor])
        }
        return [...cursors.values()]
      }),
    )
    const ms = Math.round(performance.now() - startedAt)
    process.stdout.write(`1,900 subscriptions got ${events} events of 5 kB each in ${ms} ms\n`)
    const inOrder = Array.from({ length: events }, (_, n) => `${n + 1}`)
    for (const cursors of received.flat()) expect(cursors).toEqual(inOrder)
    expect(received.flat().length).toBe(1_900)
    // Nothing was resumed.
    expect(log.followed).toBe(2_000)
    expect(gateway.logged.filter(({ event }) => `${String(event)}`.startsWith('subscription'))).toEqual([])
    for (const { socket } of clients) socket.terminate()
  })
})
