import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { page } from './support/askHistory.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History
beforeAll(async () => {
  history = await startHistory('event_edge')
})
afterAll(() => history.stop())

const changes = `query ($customerId: ID!, $after: String) {
  changes(customerId: $customerId, after: $after) {
    cursor
    events {
      ... on InteractionRecorded { edge { cursor node { id revision } asOf { time } } interaction { id revision } }
      ... on InteractionAmended { edge { cursor node { id revision } asOf { time } } interaction { id revision } }
      ... on InteractionJoined { edge { cursor node { id revision } asOf { time } } interaction { id revision } }
    }
  }
}`
const shown = z.object({ id: z.string(), revision: z.number() })
const changesSchema = z.object({
  cursor: z.string(),
  events: z.array(
    z.object({
      edge: z.object({ cursor: z.string(), node: shown, asOf: z.null() }).optional(),
      interaction: shown.optional(),
    }),
  ),
})

/** The edges of the events by the ids of their interactions, and the cursor after them. */
async function readEdges(customerId: string, after: string | null = null) {
  const { data } = await history.ask(changes, { customerId, after })
  const { events, cursor } = changesSchema.parse(data?.['changes'])
  for (const { edge, interaction } of events) expect(edge?.node).toEqual(interaction)
  return { edges: new Map(events.map(({ edge }) => [edge?.node.id, edge?.cursor])), cursor }
}

describe('the edge of an event', () => {
  it('has the cursor that the interaction has in a page, also of an amended and a late one', async () => {
    const customerId = await history.newCustomer()
    const edited = await history.record(customerId)
    await history.record(customerId)
    const late = await history.record(customerId, { occurredAt: new Date('2025-01-01T00:00:00.000Z') })
    await history.log.amend(edited, () => ({ summary: 'edited' }))
    const { ids, cursors } = await page(history, [customerId])
    expect(ids[0]).toBe(late)
    const { edges } = await readEdges(customerId)
    expect(ids.map((id) => edges.get(id))).toEqual(cursors)
  })

  it('of a joined log has the place that the interaction has in the history of both', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    await history.record(one)
    const { cursor } = await readEdges(one)
    const joined = await history.record(other)
    await history.merge(one, other)
    const { ids, cursors } = await page(history, [one, other])
    expect((await readEdges(one, cursor)).edges.get(joined)).toBe(cursors[ids.indexOf(joined)])
  })
})
