import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askForData } from '../support/askGraph.ts'
import { type LiveEvent, watchHistory } from '../support/liveHistory.ts'
import { type SingleProcess, startSingleProcess } from './support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('page-and-stream')))
afterAll(() => elo.stop())

describe('a page and its stream', () => {
  it('have no gap and no repeat during writes', async () => {
    const phone = '+5511961110001'
    const {
      customer: { id: customerId },
    } = await elo.record(phone, 'first')
    const writing = Promise.all(
      [1, 2, 3, 4].map(async (writer) => {
        for (let count = 1; count <= 15; count += 1) await elo.record(phone, `${writer}-${count}`)
      }),
    )
    const pageSchema = z.object({
      customer: z.object({
        history: z.object({ nodes: z.array(z.object({ id: z.string() })), streamCursor: z.string() }),
      }),
    })
    const seams = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { customer } = await askForData(
          pageSchema,
          elo.url,
          'query ($id: ID!) { customer(id: $id) { history(last: 100) { nodes { id } streamCursor } } }',
          { id: customerId },
        )
        return customer.history
      }),
    )
    await writing
    const last = await elo.record(phone, 'last')
    for (const { nodes, streamCursor } of seams) {
      const live = await watchHistory(elo.url, customerId, streamCursor)
      const streamed = (await live.until((event) => event.interaction?.id === last.id)).flatMap(
        ({ interaction }) => (interaction ? [interaction.id] : []),
      )
      const seen = [...nodes.map(({ id }) => id), ...streamed]
      expect(seen).toHaveLength(62)
      expect(new Set(seen).size).toBe(62)
      await live.close()
    }
  })

  it('continue after any cursor with exactly the rest', async () => {
    const phone = '+5511961110002'
    const {
      customer: { id: customerId },
    } = await elo.record(phone, 'zero')
    const live = await watchHistory(elo.url, customerId)
    for (const text of ['one', 'two', 'three', 'four']) await elo.record(phone, text)
    const last = await elo.record(phone, 'five')
    const events = await live.until((event) => event.interaction?.id === last.id)
    await live.close()
    expect(events.map(({ interaction }) => interaction?.summary)).toEqual([
      undefined,
      'one',
      'two',
      'three',
      'four',
      'five',
    ])
    const said = ({ change, cursor, interaction }: LiveEvent) => ({ change, cursor, id: interaction?.id })
    for (const [index, { cursor }] of events.slice(0, -1).entries()) {
      const resumed = await watchHistory(elo.url, customerId, cursor)
      const rest = await resumed.until((event) => event.interaction?.id === last.id)
      expect(rest[0]).toMatchObject({ change: 'POSITION', cursor })
      expect(rest.slice(1).map(said)).toEqual(events.slice(index + 1).map(said))
      await resumed.close()
    }
  })

  it('show each revision of an interaction once', async () => {
    const phone = '+5511961110003'
    const recorded = await elo.record(phone, 'Oi')
    const live = await watchHistory(elo.url, recorded.customer.id)
    await live.next()
    const { id } = await elo.record(phone, 'Quero trcoar')
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { id, revision: 1 } })
    await elo.mutate(
      `editMessage(input: { messageId: "${id}", text: "Quero trocar" }) { userErrors { code } }`,
    )
    expect(await live.next()).toMatchObject({
      change: 'AMENDED',
      interaction: { id, revision: 2, summary: 'Quero trocar' },
    })
    await elo.mutate(`deleteMessage(input: { messageId: "${id}" }) { userErrors { code } }`)
    expect(await live.next()).toMatchObject({
      change: 'AMENDED',
      interaction: { id, revision: 3, summary: 'Message deleted' },
    })
    await live.close()
  })
  it('show a reaction as an amendment of its message, which keeps its revisions', async () => {
    const phone = '+5511961110004'
    const { id, customer } = await elo.record(phone, 'Quero trcoar')
    const live = await watchHistory(elo.url, customer.id)
    await live.next()
    await elo.mutate(
      `reactToMessage(input: { message: { id: "${id}" }, actor: { kind: HUMAN, name: "Ana" }, emoji: "👍" }) {
        userErrors { code } }`,
    )
    expect(await live.next()).toMatchObject({ change: 'AMENDED', interaction: { id, revision: 2 } })
    await elo.mutate(
      `editMessage(input: { messageId: "${id}", text: "Quero trocar" }) { userErrors { code } }`,
    )
    expect(await live.next()).toMatchObject({ change: 'AMENDED', interaction: { id, revision: 3 } })
    await live.close()
    const page = await askForData(
      z.object({ customer: z.unknown() }),
      elo.url,
      `query ($id: ID!) { customer(id: $id) { history { nodes { revision ... on Message {
        reactions { emoji actor { name } } revisions { nodes { number text } } } } } } }`,
      { id: customer.id },
    )
    expect(page.customer).toEqual({
      history: {
        nodes: [
          {
            revision: 3,
            reactions: [{ emoji: '👍', actor: { name: 'Ana' } }],
            revisions: {
              nodes: [
                { number: 1, text: 'Quero trcoar' },
                { number: 2, text: 'Quero trocar' },
              ],
            },
          },
        ],
      },
    })
  })
})
