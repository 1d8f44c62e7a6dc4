import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askForData } from '../support/askGraph.ts'
import { type SingleProcess, startSingleProcess } from './support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('history-as-of')))
afterAll(() => elo.stop())

const edgeSchema = z.object({
  cursor: z.string(),
  node: z.object({ summary: z.string() }),
  asOf: z.unknown(),
})
const pageSchema = z.object({
  customer: z.object({
    history: z.object({
      edges: z.array(edgeSchema),
      pageInfo: z.object({ hasNextPage: z.boolean(), hasPreviousPage: z.boolean() }),
    }),
  }),
})

async function page(id: string, given: { asOf: string | null; first?: number; after?: string }) {
  const { customer } = await askForData(
    pageSchema,
    elo.url,
    `query ($id: ID!, $asOf: DateTime, $first: Int, $after: String) { customer(id: $id) {
      history(asOf: $asOf, first: $first, after: $after) {
        edges { cursor node { summary } asOf { time knowledge content { number text deleted } } }
        pageInfo { hasNextPage hasPreviousPage }
      } } }`,
    { id, ...given },
  )
  return customer.history
}

/** What a page shows, without its cursors. */
async function shown(id: string, asOf: string | null) {
  return (await page(id, { asOf })).edges.map(({ node, asOf: known }) => ({ ...node, asOf: known }))
}

const recordedAt = z.object({ interaction: z.object({ recordedAt: z.string() }) })

async function timeOf(id: string): Promise<string> {
  const { interaction } = await askForData(
    recordedAt,
    elo.url,
    'query ($id: ID!) { interaction(id: $id) { recordedAt } }',
    { id },
  )
  return interaction.recordedAt
}

const actionSchema = z.object({ recordAction: z.object({ action: z.object({ id: z.string() }) }) })

describe('Customer.history with asOf', () => {
  it('lists what was recorded by then, with the contents of then, and says where they are not kept', async () => {
    const phone = '+5511961119001'
    const first = await elo.record(phone, 'a')
    const customer = first.customer.id
    const second = await elo.record(phone, 'b')
    const { recordAction } = await askForData(
      actionSchema,
      elo.url,
      `mutation { recordAction(input: { customer: { id: "${customer}" } type: ORDER, actor: { kind: HUMAN },
        summary: "Pedido 1", status: REQUESTED }) { action { id } } }`,
    )
    const action = recordAction.action.id
    const [then, later, last] = [await timeOf(first.id), await timeOf(second.id), await timeOf(action)]
    await elo.mutate(`editMessage(input: { messageId: "${first.id}", text: "c" }) { userErrors { code } }`)
    await elo.mutate(`deleteMessage(input: { messageId: "${second.id}" }) { userErrors { code } }`)
    await elo.mutate(
      `updateAction(input: { actionId: "${action}", status: COMPLETED }) { userErrors { code } }`,
    )
    const content = (number: number, text: string | null) => ({ number, text, deleted: false })
    const known = (time: string, knowledge: string, of: object | null) => ({ time, knowledge, content: of })

    const ofFirst = { summary: 'c', asOf: known(then, 'CONTENT_KEPT', content(1, 'a')) }
    expect(await shown(customer, then)).toEqual([ofFirst])
    // The caller has no scope to read what was deleted since.
    const ofSecond = { summary: 'Message deleted', asOf: known(later, 'CONTENT_KEPT', content(1, null)) }
    expect(await shown(customer, later)).toEqual([
      { ...ofFirst, asOf: { ...ofFirst.asOf, time: later } },
      ofSecond,
    ])
    expect((await shown(customer, last))[2]).toEqual({
      summary: 'Pedido 1',
      asOf: known(last, 'NOT_KEPT', null),
    })
    const now = '2100-01-01T00:00:00.000Z'
    expect(await shown(customer, now)).toEqual([
      { summary: 'c', asOf: known(now, 'UNCHANGED', content(2, 'c')) },
      {
        summary: 'Message deleted',
        asOf: known(now, 'UNCHANGED', { number: 2, text: null, deleted: true }),
      },
      { summary: 'Pedido 1', asOf: known(now, 'UNCHANGED', null) },
    ])
    expect((await shown(customer, null)).map(({ asOf }) => asOf)).toEqual([null, null, null])
    expect(await shown(customer, '2020-01-01T00:00:00.000Z')).toEqual([])
  })

  it('is paged as of now, and has no next page for what was recorded later', async () => {
    const phone = '+5511961119002'
    const messages = [
      await elo.record(phone, '1'),
      await elo.record(phone, '2'),
      await elo.record(phone, '3'),
    ]
    const [first, second] = messages
    if (!first || !second) throw new Error('expected three messages')
    const asOf = await timeOf(second.id)
    const begin = await page(first.customer.id, { asOf, first: 1 })
    expect(begin).toMatchObject({
      edges: [{ node: { summary: '1' } }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    const after = begin.edges[0]?.cursor ?? ''
    expect(await page(first.customer.id, { asOf, first: 1, after })).toMatchObject({
      edges: [{ node: { summary: '2' } }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
  })
})
