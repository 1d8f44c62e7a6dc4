import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import type { SocketClient } from '../../support/connectSocket.ts'
import { newCustomerOf } from '../../support/newCustomerOf.ts'
import { startWholeGraph, type WholeGraph } from '../../support/wholeGraph.ts'

let graph: WholeGraph
let customerId: string
let log: ReturnType<typeof createInteractionLog>

const ana: Principal = {
  kind: 'AGENT',
  id: 'ana',
  scopes: ['customers:read', 'customers:write', 'notes:read', 'pii:read'],
  rows: allRows,
}
const ofDepartment = (department: string): Principal => ({
  ...ana,
  id: department,
  rows: { departments: [department], customers: { which: 'ALL' } },
})

beforeAll(async () => {
  graph = await startWholeGraph()
  log = createInteractionLog({ connection: graph.connection, clock: () => new Date() })
  customerId = await newCustomerOf(graph, ana)
})
afterAll(() => graph.stop())

const query = `subscription ($id: ID!) {
  event: customerHistory(customerId: $id) { change interaction { summary ... on Message { text } } }
}`

const eventSchema = z.object({
  event: z.object({ change: z.string(), interaction: z.object({ summary: z.string() }).nullable() }),
})

/** Subscribe, and wait for the position. */
async function watching(principal: Principal, id = customerId): Promise<SocketClient> {
  const client = await graph.connect(principal)
  client.subscribe('s', query, { id })
  expect(await client.next()).toMatchObject({ payload: { data: { event: { change: 'POSITION' } } } })
  return client
}

async function nextSummary(client: SocketClient): Promise<string | undefined> {
  const { payload } = await client.next()
  return z.object({ data: eventSchema }).parse(payload).data.event.interaction?.summary
}

/** Count the commands of MongoDB that `work` causes, by name; those of the audit trail and of cursors are left out. */
async function commandsOf(work: () => Promise<void>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const client = graph.connection.getClient()
  const count = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    const name = `${commandName} ${String(command[commandName])}`
    if (!/^(getMore|hello|ping|endSessions)/u.test(name) && !name.includes('audit'))
      counts[name] = (counts[name] ?? 0) + 1
  }
  client.on('commandStarted', count)
  await work()
  client.off('commandStarted', count)
  return counts
}

describe('callers with different rights', () => {
  it('each see what they may, on the same customer with the same operation', async () => {
    const noNotes = { ...ana, id: 'carla', scopes: ['customers:read', 'pii:read'] }
    const noNumbers = { ...ana, id: 'davi', scopes: ['customers:read', 'notes:read'] }
    const callers = [ana, ofDepartment('Sales'), ofDepartment('Support'), noNotes, noNumbers]
    const clients = await Promise.all(callers.map((caller) => watching(caller)))
    const record = (summary: string, more = {}) =>
      log.record(newMessage(customerId, { summary, body: { text: summary }, ...more }))
    await record('for sales', { department: 'Sales' })
    await record('for support', { department: 'Support' })
    await record('internal', { visibility: 'INTERNAL' })
    await record('call +5511987654321')
    await record('last')
    const seen = await Promise.all(
      clients.map(async (client) => {
        const summaries: (string | undefined)[] = []
        while (summaries.at(-1) !== 'last') summaries.push(await nextSummary(client))
        return summaries
      }),
    )
    const number = 'call +5511987654321'
    expect(seen).toEqual([
      ['for sales', 'for support', 'internal', number, 'last'],
      ['for sales', 'internal', number, 'last'],
      ['for support', 'internal', number, 'last'],
      ['for sales', 'for support', number, 'last'],
      ['for sales', 'for support', 'internal', expect.not.stringContaining('987654321'), 'last'],
    ])
    for (const client of clients) client.socket.terminate()
  })

  it('refuse a caller who may not see the customer that others watch', async () => {
    const client = await watching(ana)
    const stranger = await graph.connect({
      ...ana,
      rows: { departments: null, customers: { which: 'OWN', customerId: await newCustomerOf(graph, ana) } },
    })
    stranger.subscribe('s', query, { id: customerId })
    expect(await stranger.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'NOT_FOUND' } }],
    })
    client.socket.terminate()
    stranger.socket.terminate()
  })
})

describe('an event', () => {
  it('costs no read of the database beyond the write, however many watch', async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => watching(ana)))
    const record = (summary: string) =>
      log.record(newMessage(customerId, { summary, body: { text: summary } }))
    await record('first')
    await Promise.all(clients.map(nextSummary))
    const written = await commandsOf(async () => void (await record('second')))
    await Promise.all(clients.map(nextSummary))
    const delivered = await commandsOf(async () => {
      await record('third')
      expect(await Promise.all(clients.map(nextSummary))).toEqual(clients.map(() => 'third'))
    })
    expect(Object.values(written).length).toBeGreaterThan(0)
    expect(delivered).toEqual(written)
    for (const client of clients) client.socket.terminate()
  })
})
