import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askForData } from '../support/askGraph.ts'
import { type SingleProcess, startSingleProcess } from './support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('history-page')))
afterAll(() => elo.stop())

describe('a page of twenty mixed interactions', () => {
  const page = `query ($phone: String!) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
      id name identifiers { type value }
      history {
        nodes {
          id kind occurredAt summary actor { kind name }
          ... on Message { text attachments { type } deliveryStatus }
          ... on Note { text }
          ... on Action { name status amount { amount currency } }
          ... on Feedback { metric rating comment }
          ... on Handoff { changed to { team { name } } }
          ... on StatusChange { before: from after: to }
        }
        streamCursor
      }
    }
  }`

  /**
   * How many commands of requests the database server executes during `work`. Only these have a time limit; leases,
   * change streams and the audit trail, which stores its records after the answer, have none.
   */
  async function commandsOf(work: () => Promise<unknown>): Promise<number> {
    const db = elo.database.connection.db
    await db?.command({ profile: 2 })
    await work()
    await db?.command({ profile: 0 })
    const isOfRequest = { ns: { $regex: '^history-page\\.' }, 'command.maxTimeMS': { $exists: true } }
    const count = (await db?.collection('system.profile').countDocuments(isOfRequest)) ?? 0
    await db?.collection('system.profile').drop()
    return count
  }

  it('costs at most three database commands for any mix of kinds', async () => {
    const phone = '+5511961110005'
    await elo.record(phone, 'Oi')
    const customer = `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const { conversationId } = await openConversation(customer)
    for (const round of [1, 2, 3, 4]) {
      const about = `${customer} actor: { kind: AI, name: "Íris" } conversationId: "${conversationId}"`
      await elo.mutate(
        `recordMessage(input: { ${about} channel: WHATSAPP text: "${round}" }) { userErrors { code } }`,
      )
      await elo.mutate(`recordNote(input: { ${about} text: "${round}" }) { userErrors { code } }`)
      await elo.mutate(
        `recordAction(input: { ${about} type: ORDER amount: { amount: "${round}.90", currency: "BRL" } }) { userErrors { code } }`,
      )
      await elo.mutate(
        `recordFeedback(input: { ${customer} metric: NPS rating: ${round} }) { userErrors { code } }`,
      )
      await elo.mutate(
        `handOffConversation(input: { conversationId: "${conversationId}" to: { team: { externalId: "${round}" name: "vendas" } } }) { userErrors { code } }`,
      )
      const status = round % 2 === 0 ? 'OPEN' : 'PENDING'
      await elo.mutate(
        `changeConversationStatus(input: { conversationId: "${conversationId}" to: ${status} }) { userErrors { code } }`,
      )
    }
    const nodesSchema = z.object({
      customerByIdentifier: z.object({
        history: z.object({ nodes: z.array(z.object({ kind: z.string() })) }),
      }),
    })
    let kinds: string[] = []
    const commands = await commandsOf(async () => {
      const { customerByIdentifier } = await askForData(nodesSchema, elo.url, page, { phone })
      kinds = customerByIdentifier.history.nodes.map(({ kind }) => kind)
    })
    expect(kinds).toHaveLength(20)
    expect(new Set(kinds)).toEqual(
      new Set(['MESSAGE', 'NOTE', 'ACTION', 'FEEDBACK', 'HANDOFF', 'STATUS_CHANGE']),
    )
    expect(commands).toBeLessThanOrEqual(3)
    expect(commands).toBeGreaterThan(0)
  })

  async function openConversation(customer: string) {
    const { recordConversation } = await askForData(
      z.object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) }),
      elo.url,
      `mutation { recordConversation(input: { ${customer} channel: WHATSAPP }) { conversation { id } } }`,
    )
    return { conversationId: recordConversation.conversation.id }
  }
})

describe('a page that is requested again', () => {
  const page = `query ($phone: String!) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
      id
      history(filter: { kinds: [MESSAGE] }) { nodes { summary revision } }
    }
  }`
  const pageSchema = z.object({
    customerByIdentifier: z.object({
      id: z.string(),
      history: z.object({ nodes: z.array(z.object({ summary: z.string(), revision: z.number() })) }),
    }),
  })

  async function asked(phone: string) {
    const { customerByIdentifier } = await askForData(pageSchema, elo.url, page, { phone })
    const { id, history } = customerByIdentifier
    return { id, said: history.nodes.map(({ summary, revision }) => `${summary} ${revision}`) }
  }

  it('shows what was written, edited, merged and separated since the first request', async () => {
    const [own, other] = ['+5511961110016', '+5511961110017']
    const first = await elo.record(own, 'first')
    const { customer } = await elo.record(other, 'other')
    for (const _ of ['unknown', 'known']) expect((await asked(own)).said).toEqual(['first 1'])

    await elo.record(own, 'second')
    expect((await asked(own)).said).toEqual(['first 1', 'second 1'])
    await elo.mutate(
      `editMessage(input: { messageId: "${first.id}" text: "edited" }) { userErrors { code } }`,
    )
    expect((await asked(own)).said).toEqual(['edited 2', 'second 1'])

    const customerId = first.customer.id
    const merge = `customerId: "${customerId}" otherCustomerId: "${customer.id}" reason: "one person"`
    await elo.mutate(`mergeCustomers(input: { ${merge} }) { userErrors { code } }`)
    for (const phone of [own, other]) {
      expect(await asked(phone)).toEqual({ id: customerId, said: ['edited 2', 'other 1', 'second 1'] })
    }
    await elo.mutate(`unmergeCustomer(input: { profileId: "${customer.id}" }) { userErrors { code } }`)
    expect((await asked(own)).said).toEqual(['edited 2', 'second 1'])
    expect(await asked(other)).toEqual({ id: customer.id, said: ['other 1'] })
  })
})
