import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gatewayLimits } from '../../../gateway/limits/limits.ts'
import { eraseInSteps } from '../../privacy/support/eraseInSteps.ts'
import { type SingleProcess, startSingleProcess } from '../../singleProcess/support/startSingleProcess.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { startFixtureGateway } from '../fixtures/startFixtureGateway.ts'
import { openStream, type Stream, type Transport, transports } from './openStream.ts'

let elo: SingleProcess
/** Two customers, and one who was erased; `cursor` is a position of the stream of each. */
let customers: { id: string; cursor: string }[]
beforeAll(async () => {
  elo = await startSingleProcess('bad-subscriptions')
  customers = []
  for (const phone of ['+5511982230001', '+5511982230002', '+5511982230003']) {
    const { customer } = await elo.record(phone, 'Oi')
    customers.push({ id: customer.id, cursor: await positionOf(customer.id) })
  }
  await eraseInSteps(elo.url, customers[2]?.id ?? '')
})
afterAll(() => elo.stop())

const query = `subscription ($id: ID!, $after: String, $filter: HistoryFilter) {
  customerHistory(customerId: $id, after: $after, filter: $filter) { change cursor }
}`
const position = z.object({
  kind: z.literal('result'),
  result: z.object({
    data: z.object({ customerHistory: z.object({ change: z.string(), cursor: z.string() }) }),
  }),
})

function open(transport: Transport, variables: Record<string, unknown>): Promise<Stream> {
  return openStream(transport, elo.url, { query, variables })
}

async function positionOf(id: string): Promise<string> {
  const stream = await open('server-sent events', { id })
  const { result } = position.parse(await stream.next())
  stream.close()
  return result.data.customerHistory.cursor
}

/** The code and the message of the refusal; the end comes after it. */
async function refusalOf(stream: Stream): Promise<unknown> {
  const item = await stream.next()
  if (item.kind !== 'errors') throw new Error(`expected a refusal, got ${JSON.stringify(item)}`)
  const [error] = item.errors
  return {
    code: error?.extensions['code'],
    message: error?.message.replaceAll(/(cus|stream)[._][\w.-]+/gu, '…'),
  }
}

function customer(index: number): { id: string; cursor: string } {
  const found = customers[index]
  if (!found) throw new Error(`expected a customer ${index}`)
  return found
}

/** A cursor in which one character of the position was changed. */
function tampered(cursor: string): string {
  const [kind, payload = '', sum] = cursor.split('.')
  const swapped = payload.startsWith('e', 0) ? `f${payload.slice(1)}` : `e${payload.slice(1)}`
  return [kind, swapped, sum].join('.')
}

const tooManyTokens = 'Syntax Error: Document contains more that 15000 tokens. Parsing aborted.'
const short: unknown = expect.stringMatching(/^.{0,200}$/u)
const invalid = (message: string) => ({ code: 'INVALID_CURSOR', message })
const damaged = 'after: expected a stream cursor as this field gave it, got "…"'

const faults: [string, () => Record<string, unknown>, unknown][] = [
  ['an unreadable cursor', () => ({ after: 'stream.x.y' }), invalid(damaged)],
  ['a tampered cursor', () => ({ after: tampered(customer(0).cursor) }), invalid(damaged)],
  [
    'a cursor of another customer',
    () => ({ after: customer(1).cursor }),
    invalid('after: expected a cursor of …, got one of another customer'),
  ],
  [
    'a filter that nothing can match',
    () => ({ filter: { channels: [] } }),
    {
      code: 'BAD_USER_INPUT',
      message:
        'filter.channels: expected at least one value, or no list, got an empty list, which nothing matches',
    },
  ],
  [
    'a period that ends before it begins',
    () => ({ filter: { occurred: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } } }),
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  ],
]

describe.each(transports)('a subscription by %s', (transport) => {
  it.each(faults)('with %s is refused', async (_, variables, expected) => {
    const stream = await open(transport, { id: customer(0).id, ...variables() })
    expect(await refusalOf(stream)).toEqual(expected)
    stream.close()
  })

  it('after a cursor of a customer who was erased begins with their erasure', async () => {
    const { id, cursor } = customer(2)
    const stream = await open(transport, { id, after: cursor })
    expect(await stream.next()).toMatchObject({
      result: { data: { customerHistory: { change: 'POSITION', cursor } } },
    })
    expect(await stream.next()).toMatchObject({ kind: 'result' })
    stream.close()
  })

  it('over the limit of its caller is refused, with the time after which to try again', async () => {
    const traffic = { ...gatewayLimits.traffic, maxSubscriptionsOfPrincipal: 2 }
    const gateway = await startFixtureGateway({ limits: { traffic } })
    const pulse = () => openStream(transport, gateway.url, { query: 'subscription { pulse { change } }' })
    const streams = [await pulse(), await pulse()]
    for (const stream of streams) expect(await stream.next()).toMatchObject({ kind: 'result' })
    const further = await pulse()
    expect(await further.next()).toMatchObject({
      kind: 'errors',
      errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 1_000 } }],
    })
    gateway.fixtures.log.record({ interaction: null })
    for (const stream of streams) expect(await stream.next()).toMatchObject({ kind: 'result' })
    for (const stream of [...streams, further]) stream.close()
    await gateway.stop()
  })

  it('with a document of 200 kB is refused by the number of its tokens', async () => {
    const fields = Array.from({ length: 9_000 }, (_, n) => `a${n}: change`).join(' ')
    const large = `subscription { customerHistory(customerId: "${customer(0).id}") { ${fields} ${' '.repeat(90_000)} } }`
    expect(large.length).toBeGreaterThan(200 * 1024)
    const stream = await openStream(transport, elo.url, { query: large })
    expect(await refusalOf(stream)).toEqual({
      code: 'GRAPHQL_PARSE_FAILED',
      message: tooManyTokens,
    })
    stream.close()
  })

  it('with variables of 200 kB is refused by what the field expects', async () => {
    const stream = await open(transport, { id: customer(0).id, after: 'x'.repeat(200 * 1024) })
    expect(await refusalOf(stream)).toMatchObject({
      code: 'INVALID_CURSOR',
      message: short,
    })
    stream.close()
  })
})

describe('a WebSocket', () => {
  it('survives every refusal of a subscription, and its other subscriptions go on', async () => {
    const client = await connectSocket(elo.url)
    const { id } = customer(0)
    client.subscribe('open', query, { id })
    expect(await client.next()).toMatchObject({ id: 'open', type: 'next' })
    for (const [name, variables] of faults) {
      client.subscribe(name, query, { id, ...variables() })
      expect(await client.next()).toMatchObject({ id: name, type: 'error' })
    }
    client.subscribe('large', query, { id, after: 'x'.repeat(200 * 1024) })
    expect(await client.next()).toMatchObject({ id: 'large', type: 'error' })
    await elo.record('+5511982230001', 'ainda aí?')
    expect(await client.next()).toMatchObject({
      id: 'open',
      payload: { data: { customerHistory: { change: 'RECORDED' } } },
    })
    client.socket.close()
    expect((await client.closed).code).toBe(1005)
  })
})
