import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { deferred } from '../../../platform/async/deferred.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { newCustomerOf } from '../../support/newCustomerOf.ts'
import { principalIn, startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

const revoked = deferred<never>()
const checked = deferred<void>()
let graph: WholeGraph
let customerId: string
let log: ReturnType<typeof createInteractionLog>

const ana: Principal = {
  kind: 'AGENT',
  id: 'ana',
  scopes: ['customers:read', 'customers:write'],
  rows: allRows,
}

beforeAll(async () => {
  graph = await startWholeGraph({
    principalOf: async ({ headers }) => {
      const principal = principalIn(headers)
      if (!headers['x-test-ends']) return principal
      const check = () => {
        checked.resolve()
        return revoked.promise
      }
      return { ...principal, ends: { at: Date.now(), check } }
    },
  })
  log = createInteractionLog({ connection: graph.connection, clock: () => new Date() })
  customerId = await newCustomerOf(graph, ana)
})
afterAll(() => graph.stop())

const query = 'subscription ($id: ID!) { customerHistory(customerId: $id) { interaction { summary } } }'
const summary = (text: string | null) => ({
  id: 's',
  type: 'next',
  payload: { data: { customerHistory: { interaction: text === null ? null : { summary: text } } } },
})

async function watch(client: SocketClient): Promise<SocketClient> {
  client.subscribe('s', query, { id: customerId })
  expect(await client.next()).toEqual(summary(null))
  return client
}

const record = (text: string) => log.record(newMessage(customerId, { summary: text }))

it('a subscriber whose key is revoked is closed, and those that share its events notice nothing', async () => {
  const headers = { ...graph.headersOf(ana), 'x-test-ends': 'yes' }
  // The one that ends has opened the upstream.
  const ending = await watch(await connectSocket(graph.url, { headers }))
  const others = [await watch(await graph.connect(ana)), await watch(await graph.connect(ana))]
  await record('before')
  for (const client of [ending, ...others]) expect(await client.next()).toEqual(summary('before'))
  await checked.promise
  revoked.reject(callerError('UNAUTHENTICATED', 'the key was revoked'))
  expect(await ending.closed).toEqual({ code: 4401, reason: 'the key was revoked' })
  await record('after')
  for (const client of others) {
    expect(await client.next()).toEqual(summary('after'))
    client.socket.terminate()
  }
})

it('a subscriber that completes gets no more, and its id begins anew beside those that go on', async () => {
  const [leaving, staying] = [await watch(await graph.connect(ana)), await watch(await graph.connect(ana))]
  leaving.send({ id: 's', type: 'complete' })
  leaving.send({ type: 'ping' })
  expect(await leaving.next()).toEqual({ type: 'pong' })
  await record('while away')
  expect(await staying.next()).toEqual(summary('while away'))
  await watch(leaving)
  await record('back')
  for (const client of [leaving, staying]) {
    expect(await client.next()).toEqual(summary('back'))
    client.socket.terminate()
  }
})

it('a subscriber that is refused gets one error and no complete, whatever others with its operation get', async () => {
  const client = await watch(await graph.connect(ana))
  const stranger = await graph.connect({
    ...ana,
    rows: { departments: null, customers: { which: 'OWN', customerId: await newCustomerOf(graph, ana) } },
  })
  stranger.subscribe('s', query, { id: customerId })
  stranger.send({ type: 'ping' })
  const messages = [await stranger.next(), await stranger.next()].map(({ type }) => type).sort()
  expect(messages).toEqual(['error', 'pong'])
  stranger.send({ type: 'ping' })
  expect(await stranger.next()).toEqual({ type: 'pong' })
  await record('still')
  expect(await client.next()).toEqual(summary('still'))
  for (const each of [client, stranger]) each.socket.terminate()
})
