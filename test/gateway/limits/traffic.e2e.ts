import { afterEach, describe, expect, it } from 'vitest'
import { trafficLimits, type TrafficLimits } from '../../../gateway/limits/trafficLimits.ts'
import { createListedOperations } from '../../../gateway/safelist/listedOperations.ts'
import type { Safelist } from '../../../gateway/safelist/safelist.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { until } from '../../support/until.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
let clients: SocketClient[] = []
let nowMs = 0

afterEach(async () => {
  for (const { socket } of clients) socket.terminate()
  clients = []
  await gateway.stop()
})

/** A gateway whose caller is the agent that the header or the connection names. */
async function start(traffic: Partial<TrafficLimits>, more: { safelist?: Safelist } = {}): Promise<void> {
  gateway = await startFixtureGateway({
    ...more,
    limits: { traffic: { ...trafficLimits, ...traffic } },
    now: () => nowMs,
    principalOf: async ({ headers }, { agent }) => ({
      ...demoPrincipal,
      kind: 'AGENT',
      id: [agent, headers['x-agent']].find((id) => typeof id === 'string') ?? 'ana',
    }),
  })
}

async function post(query: string, more: object = {}, agent = 'ana') {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-agent': agent },
    body: JSON.stringify({ query, ...more }),
  })
  const body: unknown = await response.json()
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body }
}

async function connect(agent = 'ana'): Promise<SocketClient> {
  const client = await connectSocket(gateway.url, { connectionParams: { agent } })
  clients.push(client)
  return client
}

const tooMuch = (expected: string, retryAfterMs: number) => [
  {
    message: `expected ${expected} from one caller, got more; try again later`,
    extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs },
  },
]
const thirty = '{ customers(count: 30) { id } }'
const perMinute = 'operations of a cost of at most 60 in a minute'

describe('the budget of a caller', () => {
  it('holds over all transports together, before a subgraph is called', async () => {
    await start({ costPerMinute: 60 })
    const client = await connect()
    expect((await post(thirty)).status).toBe(200)
    client.subscribe('1', thirty)
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' })
    await client.next()
    const before = { ...gateway.fixtures.calls }

    const errors = tooMuch(perMinute, 30_000)
    expect(await post(thirty)).toEqual({ status: 429, retryAfter: '30', body: { errors } })
    const get = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(thirty)}`, {
      headers: { 'apollo-require-preflight': 'true', 'x-agent': 'ana' },
    })
    expect([get.status, await get.json()]).toEqual([429, { errors }])
    client.subscribe('2', thirty)
    expect(await client.next()).toEqual({ id: '2', type: 'error', payload: errors })
    client.subscribe('3', 'subscription { customerHistory(customerId: "cus_1") { cursor } }')
    expect(await client.next()).toMatchObject({ id: '3', type: 'error', payload: tooMuch(perMinute, 2_000) })
    const asked = {
      query: thirty,
      variables: {},
      principal: { ...demoPrincipal, kind: 'AGENT', id: 'ana' },
    } as const
    const { errors: inProcess } = await gateway.graph({ ...asked, scope: createRequestScope() })
    expect(inProcess?.map((error) => error.toJSON())).toEqual(errors)
    expect(gateway.fixtures.calls).toEqual(before)

    expect((await post(thirty, {}, 'bia')).status).toBe(200)
    nowMs += 30_000
    expect((await post(thirty)).status).toBe(200)
  })

  it('is spent by what operations really cost', async () => {
    await start({ costPerMinute: 60 })
    const query = '{ customer(id: "cus_9") { interactions { customer { partner { id } } } } }'
    // It is estimated at 31, and costs 1 because there is no such customer.
    for (let n = 0; n < 30; n += 1) expect((await post(query)).status).toBe(200)
    expect((await post(query)).status).toBe(429)
  })
})

describe('documents that the process does not know', () => {
  it('have a rate for each caller, over all transports, before they are parsed; known ones have none', async () => {
    await start({ newCharactersPerSecond: 10 })
    const client = await connect()
    const unparsable = '{'.repeat(30)
    expect((await post(thirty)).status).toBe(200)
    for (const _ of ['first', 'second']) expect((await post(unparsable)).status).toBe(200)

    const retryAfterMs: unknown = expect.any(Number)
    const errors = [
      {
        message:
          'expected at most 10 characters of new documents in a second from one caller, got more; send values as variables, or try again later',
        extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs },
      },
    ]
    expect(await post(unparsable)).toMatchObject({ status: 429, body: { errors } })
    client.subscribe('1', unparsable)
    expect(await client.next()).toEqual({ id: '1', type: 'error', payload: errors })
    expect((await post(unparsable, {}, 'bia')).status).toBe(200)
    for (const _ of ['known', 'and again']) expect((await post(thirty)).status).toBe(200)
    nowMs += 3_000
    expect((await post(unparsable)).status).toBe(200)
  })

  it('have no rate when they are listed', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `query Listed${n} { whoAmI }`)
    const operations = createListedOperations(new Map(texts.map((text) => [text, text])))
    await start({ newCharactersPerSecond: 1 }, { safelist: { mode: 'off', operations } })
    for (const text of texts) expect((await post(text)).status).toBe(200)
    expect((await post('query Other { whoAmI }')).status).toBe(200)
    expect((await post('query Another { whoAmI }')).status).toBe(429)
  })
})

describe('the cost in an answer', () => {
  it('is there when the caller asks for it, over HTTP and WebSocket', async () => {
    await start({})
    const query =
      '{ customer(id: "cus_1") { interactions { id } } none: customer(id: "cus_9") { partner { id } } }'
    const extensions = { cost: { estimated: 13, actual: 4 } }
    expect((await post(query, { extensions: { cost: true } })).body).toMatchObject({ extensions })
    expect((await post(query)).body).not.toHaveProperty('extensions')
    expect((await post(query, { extensions: { cost: 'yes' } })).body).not.toHaveProperty('extensions')
    const client = await connect()
    client.send({ id: '1', type: 'subscribe', payload: { query, extensions: { cost: true } } })
    expect(await client.next()).toMatchObject({ id: '1', payload: { extensions } })
  })

  it('of a mutation is ten for each of its fields, and their objects', async () => {
    await start({})
    const query =
      'mutation { a: renameCustomer(id: "cus_1", name: "A") { id } b: renameCustomer(id: "cus_1", name: "B") { id partner { id } } }'
    const { body } = await post(query, { extensions: { cost: true } })
    expect(body).toMatchObject({ extensions: { cost: { estimated: 23, actual: 23 } } })
  })

  it('of an introspection is a thousand', async () => {
    await start({})
    const { body } = await post('{ __type(name: "Customer") { name } whoAmI }', {
      extensions: { cost: true },
    })
    expect(body).toMatchObject({
      data: { __type: { name: 'Customer' }, whoAmI: 'ana' },
      extensions: { cost: { estimated: 1_000, actual: 1_000 } },
    })
  })

  it('of an operation that Apollo executes is its estimate', async () => {
    await start({})
    const { body } = await post('{ __typename customer(id: "cus_1") { constructor: id } }', {
      extensions: { cost: true },
    })
    expect(body).toMatchObject({ extensions: { cost: { estimated: 1, actual: 1 } } })
  })
})

describe('what a caller does at once', () => {
  const stuck = '{ customer(id: "cus_1") { id } }'

  it('is bounded in operations; those beyond it are refused, and others are served', async () => {
    await start({ maxOperationsOfPrincipal: 2, maxOperations: 3 })
    let release: () => void = () => undefined
    gateway.fixtures.stuck.identity = new Promise((resolve) => (release = resolve))
    const waiting = [post(stuck), post(stuck), post(stuck, {}, 'bia')]
    await until('three have begun', () => gateway.fixtures.calls.identity === 3)
    const errors = tooMuch('at most 2 operations at once', 1_000)
    expect(await post(stuck)).toEqual({ status: 429, retryAfter: '1', body: { errors } })
    expect(await post('{ whoAmI }', {}, 'carla')).toEqual({
      status: 503,
      retryAfter: '1',
      body: {
        errors: [
          {
            message: 'this gateway has too much to do at this moment; try again',
            extensions: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_000 },
          },
        ],
      },
    })
    release()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await post(stuck)).status).toBe(200)
  })

  it('is bounded in subscriptions, which free their places when they end', async () => {
    await start({ maxSubscriptionsOfPrincipal: 2 })
    const [first, second] = [await connect(), await connect()]
    const follow = (client: SocketClient, id: string, customerId = 'cus_1') =>
      client.subscribe(id, `subscription { customerHistory(customerId: "${customerId}") { change } }`)
    const position = { data: { customerHistory: { change: 'POSITION' } } }
    const errors = tooMuch('open subscriptions of a cost of at most 2', 1_000)
    // A refused one frees its place.
    for (const id of ['a', 'b', 'c']) {
      follow(first, id, 'cus_9')
      expect(await first.next()).toMatchObject({
        id,
        type: 'error',
        payload: [{ extensions: { code: 'NOT_FOUND' } }],
      })
    }
    follow(first, '1')
    expect(await first.next()).toEqual({ id: '1', type: 'next', payload: position })
    follow(second, '2')
    expect(await second.next()).toEqual({ id: '2', type: 'next', payload: position })
    follow(second, '3')
    expect(await second.next()).toEqual({ id: '3', type: 'error', payload: errors })
    first.send({ id: '1', type: 'complete' })
    await until('the first has ended', () => gateway.fixtures.log.following === 1)
    follow(second, '4')
    expect(await second.next()).toEqual({ id: '4', type: 'next', payload: position })
    second.socket.terminate()
    await until('the others have ended', () => gateway.fixtures.log.following === 0)
    follow(first, '5')
    expect(await first.next()).toEqual({ id: '5', type: 'next', payload: position })
  })

  it('is bounded in WebSockets: a further one is closed with 1013', async () => {
    await start({ maxSocketsOfPrincipal: 2 })
    const [first] = [await connect(), await connect(), await connect('bia')]
    await expect(connect()).rejects.toThrow(
      'expected connection_ack, got {"code":1013,"reason":"expected at most 2 open WebSockets from one caller, got more; try again later"}',
    )
    first?.socket.close()
    await first?.closed
    await connect()
  })
})

describe('a caller that goes away', () => {
  it('cancels the rest of what it asked for', async () => {
    await start({})
    let release: () => void = () => undefined
    gateway.fixtures.stuck.identity = new Promise((resolve) => (release = resolve))
    const client = await connect()
    // The moods are fetched after the customer.
    client.subscribe('1', '{ customer(id: "cus_1") { id mood } }')
    await until('the first fetch has begun', () => gateway.fixtures.calls.identity === 1)
    client.send({ id: '1', type: 'complete' })
    client.send({ type: 'ping' })
    await client.next()
    release()
    await until('it has ended', () => gateway.logged.some(({ event }) => event === 'operation'))
    expect(gateway.fixtures.calls).toEqual({
      identity: 1,
      conversations: 0,
      actions: 0,
      feedback: 0,
      history: 0,
    })
  })
})
