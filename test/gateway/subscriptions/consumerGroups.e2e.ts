import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import { newCustomerOf } from '../../support/newCustomerOf.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'
import { openStream, type Stream, type Transport } from './openStream.ts'

let graph: WholeGraph
let log: ReturnType<typeof createInteractionLog>
beforeAll(async () => {
  graph = await startWholeGraph()
  log = createInteractionLog({ connection: graph.connection, clock: () => new Date() })
})
afterAll(() => graph.stop())

const iris: Principal = {
  kind: 'BOT',
  id: 'iris',
  scopes: ['feed:read', 'customers:read', 'customers:write', 'notes:read', 'pii:read'],
  rows: allRows,
}
const zoe: Principal = { ...iris, id: 'zoe' }

async function record(customerId: string, department: string, summary: string): Promise<void> {
  await log.record(newMessage(customerId, { summary, department, body: { text: summary } }))
}

const query = `subscription ($group: String, $member: String, $departments: [String!]) {
  event: interactionFeed(group: $group, member: $member, filter: { departments: $departments }) {
    change cursor replayed interaction { summary } } }`
const event = z.object({
  event: z.object({
    change: z.string(),
    cursor: z.string(),
    replayed: z.boolean(),
    interaction: z.object({ summary: z.string() }).nullable(),
  }),
})
const coded = z.object({ extensions: z.object({ code: z.string() }) })
const delivered = z.object({ data: event })

/** A subscription to a group that is named as the department of its interactions. */
async function openMember(transport: Transport, group: string, member: string, principal = iris) {
  const stream = await openStream(transport, graph.url, {
    query,
    variables: { group, member, departments: [group] },
    headers: graph.headersOf(principal),
  })
  const position = await next(stream)
  expect(position).toMatchObject({ change: 'POSITION', summary: undefined })
  return {
    next: () => next(stream),
    /** The code with which it ends. */
    async end() {
      const item = await stream.next()
      if (item.kind !== 'errors') throw new Error(`expected an error, got ${JSON.stringify(item)}`)
      return item.errors.map(({ extensions }) => extensions['code'])
    },
    acknowledge: (cursor: string) => acknowledge({ group, member, cursor }, principal),
    close: () => stream.close(),
  }
}

async function next(stream: Stream) {
  const item = await stream.next()
  if (item.kind !== 'result') throw new Error(`expected an event, got ${JSON.stringify(item)}`)
  const { change, cursor, replayed, interaction } = delivered.parse(item.result).data.event
  return { change, cursor, replayed, summary: interaction?.summary }
}

const acknowledgement = `mutation ($input: AcknowledgeFeedInput!) {
  acknowledgeFeed(input: $input) { userErrors { code } } }`
const acknowledged = z.object({
  data: z.object({ acknowledgeFeed: z.object({ userErrors: z.array(z.object({ code: z.string() })) }) }),
})
/** The codes of the errors: none when it was acknowledged. */
async function acknowledge(
  input: { group: string; member: string; cursor: string },
  principal: Principal,
): Promise<string[]> {
  const answer = await graph.ask(principal, acknowledgement, { input })
  return acknowledged.parse(answer).data.acknowledgeFeed.userErrors.map(({ code }) => code)
}

describe.each([
  ['WebSocket', 'server-sent events'],
  ['server-sent events', 'WebSocket'],
] as const)('two clients of one consumer group at the gateway, by %s and %s', (one, other) => {
  const group = (name: string) => `${name}-${one.length}`

  it('share the interactions: each gets those of other customers, and what the other one leaves', async () => {
    const name = group('shared')
    const customers = [await newCustomerOf(graph, iris), await newCustomerOf(graph, iris)] as const
    const first = await openMember(one, name, 'a')
    await record(customers[0], name, 'first')
    const begun = await first.next()
    expect(begun).toMatchObject({ change: 'RECORDED', summary: 'first', replayed: false })
    const second = await openMember(other, name, 'b')
    // The customer stays with the first member while it has something of them.
    await record(customers[0], name, 'second')
    expect(await first.next()).toMatchObject({ summary: 'second', replayed: false })
    expect(await first.acknowledge(begun.cursor)).toEqual([])
    expect(await second.acknowledge(begun.cursor)).toEqual(['CONFLICT'])
    first.close()
    const left = await second.next()
    expect(left).toMatchObject({ summary: 'second', replayed: true })
    expect(await second.acknowledge(left.cursor)).toEqual([])
    await record(customers[1], name, 'third')
    expect(await second.next()).toMatchObject({ summary: 'third', replayed: false })
    second.close()
  })

  it('with the same name are one member: the older one ends with CONFLICT and acknowledges nothing', async () => {
    const name = group('same')
    const older = await openMember(one, name, 'a')
    await record(await newCustomerOf(graph, iris), name, 'only')
    const given = await older.next()
    const newer = await openMember(other, name, 'a')
    expect(await older.end()).toEqual(['CONFLICT'])
    expect(await older.acknowledge(given.cursor)).toEqual(['CONFLICT'])
    const again = await newer.next()
    expect(again).toMatchObject({ summary: 'only', replayed: true })
    expect(await newer.acknowledge(again.cursor)).toEqual([])
    newer.close()
  })

  it('have groups of their own when they are different callers', async () => {
    const name = group('callers')
    const mine = await openMember(one, name, 'a')
    const theirs = await openMember(other, name, 'a', zoe)
    await record(await newCustomerOf(graph, iris), name, 'for both')
    const [given, same] = [await mine.next(), await theirs.next()]
    expect([given.summary, same.summary]).toEqual(['for both', 'for both'])
    expect(given.cursor).not.toBe(same.cursor)
    expect(await theirs.acknowledge(given.cursor)).toEqual(['INVALID_VALUE'])
    expect(await theirs.acknowledge(same.cursor)).toEqual([])
    expect(await mine.acknowledge(given.cursor)).toEqual([])
    mine.close()
    theirs.close()
  })
})

describe('the gateway', () => {
  it('gives equal subscriptions over one socket each a session of its own', async () => {
    const client = await graph.connect(iris)
    const variables = { group: 'equal', member: 'a', departments: ['equal'] }
    const next = async () => {
      const { id, type, payload } = await client.next()
      return { id, type, codes: z.array(coded).safeParse(payload).data }
    }
    client.subscribe('older', query, variables)
    expect(await next()).toMatchObject({ id: 'older', type: 'next' })
    client.subscribe('newer', query, variables)
    const both = [await next(), await next()].sort((a, b) => String(a.type).localeCompare(String(b.type)))
    expect(both).toMatchObject([
      { id: 'older', type: 'error', codes: [{ extensions: { code: 'CONFLICT' } }] },
      { id: 'newer', type: 'next' },
    ])
    client.socket.terminate()
  })

  it('does not resume a member whose session has ended', async () => {
    const member = await openMember('WebSocket', 'ended', 'not-resumed')
    await graph.connection.collection('feedMembers').deleteMany({ member: 'not-resumed' })
    expect(await member.end()).toEqual(['UNAVAILABLE'])
    expect(await graph.connection.collection('feedMembers').countDocuments({ member: 'not-resumed' })).toBe(0)
  })
})
