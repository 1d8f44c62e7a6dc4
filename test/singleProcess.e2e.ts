import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../config.ts'
import { readConfig } from '../platform/process/readConfig.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { start } from '../server.ts'
import { askForData, askGraph } from './support/askGraph.ts'
import { startDatabaseProxy } from './support/databaseProxy.ts'
import { type LiveEvent, watchHistory } from './support/liveHistory.ts'
import { openTestDatabase, type TestDatabase } from './support/testDatabase.ts'
import { until } from './support/until.ts'

let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>
let database: TestDatabase
let elo: Running

beforeAll(async () => {
  proxy = await startDatabaseProxy()
  database = await openTestDatabase(inject('mongodbUri'), 'single-process')
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'error',
    MONGODB_URI: proxy.uri('single-process'),
    // Nobody can make it, and with a database that is given nobody has to.
    ELO_DATA_DIR: '/dev/null/nowhere',
  }
  elo = await start(readConfig(configSchema, settings), {})
})

afterAll(async () => {
  await elo.stop()
  await proxy.stop()
  await database.drop()
})

const recordedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), field: z.array(z.string()).nullable() })),
  }),
})
const recordMutation = `mutation ($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id customer { id } } userErrors { code field } }
}`
const message = (phone: string, text: string) => ({
  customer: { identifiers: [{ type: 'PHONE', value: phone }] },
  channel: 'WHATSAPP',
  actor: { kind: 'CUSTOMER' },
  text,
})

async function record(phone: string, text: string) {
  const { recordMessage } = await askForData(recordedSchema, elo.url, recordMutation, {
    input: message(phone, text),
  })
  if (!recordMessage.message) throw new Error(JSON.stringify(recordMessage.userErrors))
  return recordMessage.message
}

async function mutate(mutation: string): Promise<void> {
  const { data, errors } = await askGraph(elo.url, `mutation { ${mutation} }`)
  expect(errors).toBeUndefined()
  expect(JSON.stringify(data)).toContain('"userErrors":[]')
}

describe('a page and its stream', () => {
  it('have no gap and no repeat while writers write', async () => {
    const phone = '+5511961110001'
    const {
      customer: { id: customerId },
    } = await record(phone, 'first')
    const writing = Promise.all(
      [1, 2, 3, 4].map(async (writer) => {
        for (let count = 1; count <= 15; count += 1) await record(phone, `${writer}-${count}`)
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
    const last = await record(phone, 'last')
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

  it('can be taken up again at any cursor, and then gives exactly the rest', async () => {
    const phone = '+5511961110002'
    const {
      customer: { id: customerId },
    } = await record(phone, 'zero')
    const live = await watchHistory(elo.url, customerId)
    for (const text of ['one', 'two', 'three', 'four']) await record(phone, text)
    const last = await record(phone, 'five')
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

  it('show one interaction in all its revisions once', async () => {
    const phone = '+5511961110003'
    const recorded = await record(phone, 'Oi')
    const live = await watchHistory(elo.url, recorded.customer.id)
    await live.next()
    const { id } = await record(phone, 'Quero trcoar')
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { id, revision: 1 } })
    await mutate(`editMessage(input: { messageId: "${id}", text: "Quero trocar" }) { userErrors { code } }`)
    expect(await live.next()).toMatchObject({
      change: 'AMENDED',
      interaction: { id, revision: 2, summary: 'Quero trocar' },
    })
    await mutate(`deleteMessage(input: { messageId: "${id}" }) { userErrors { code } }`)
    expect(await live.next()).toMatchObject({
      change: 'AMENDED',
      interaction: { id, revision: 3, summary: 'Message deleted' },
    })
    await live.close()
  })
})

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

  /** How many commands the server carries out for some work. */
  async function commandsOf(work: () => Promise<unknown>): Promise<number> {
    const db = database.connection.db
    await db?.command({ profile: 2 })
    await work()
    await db?.command({ profile: 0 })
    const isProfiled = { ns: { $regex: '^single-process\\.' }, 'command.profile': { $exists: false } }
    const count = (await db?.collection('system.profile').countDocuments(isProfiled)) ?? 0
    await db?.collection('system.profile').drop()
    return count
  }

  it('costs at most three database commands, whatever the mix', async () => {
    const phone = '+5511961110005'
    await record(phone, 'Oi')
    const customer = `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const { conversationId } = await openConversation(customer)
    for (const round of [1, 2, 3, 4]) {
      const about = `${customer} actor: { kind: AI, name: "Íris" } conversationId: "${conversationId}"`
      await mutate(
        `recordMessage(input: { ${about} channel: WHATSAPP text: "${round}" }) { userErrors { code } }`,
      )
      await mutate(`recordNote(input: { ${about} text: "${round}" }) { userErrors { code } }`)
      await mutate(
        `recordAction(input: { ${about} type: ORDER amount: { amount: "${round}.90", currency: "BRL" } }) { userErrors { code } }`,
      )
      await mutate(
        `recordFeedback(input: { ${customer} metric: NPS rating: ${round} }) { userErrors { code } }`,
      )
      await mutate(
        `handOffConversation(input: { conversationId: "${conversationId}" to: { team: { externalId: "${round}" name: "vendas" } } }) { userErrors { code } }`,
      )
      const status = round % 2 === 0 ? 'OPEN' : 'PENDING'
      await mutate(
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
    expect(new Set(kinds)).toEqual(new Set(['MESSAGE', 'NOTE', 'ACTION', 'FEEDBACK', 'HANDOFF', 'STATUS']))
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

describe('a page that is asked again', () => {
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

  it('shows what was written, edited, merged and separated meanwhile', async () => {
    const [own, other] = ['+5511961110016', '+5511961110017']
    const first = await record(own, 'first')
    const { customer } = await record(other, 'other')
    for (const _ of ['unknown', 'known']) expect((await asked(own)).said).toEqual(['first 1'])

    await record(own, 'second')
    expect((await asked(own)).said).toEqual(['first 1', 'second 1'])
    await mutate(`editMessage(input: { messageId: "${first.id}" text: "edited" }) { userErrors { code } }`)
    expect((await asked(own)).said).toEqual(['edited 2', 'second 1'])

    const customerId = first.customer.id
    const merge = `customerId: "${customerId}" otherCustomerId: "${customer.id}" reason: "one person"`
    await mutate(`mergeCustomers(input: { ${merge} }) { userErrors { code } }`)
    for (const phone of [own, other]) {
      expect(await asked(phone)).toEqual({ id: customerId, said: ['edited 2', 'other 1', 'second 1'] })
    }
    await mutate(`unmergeCustomer(input: { profileId: "${customer.id}" }) { userErrors { code } }`)
    expect((await asked(own)).said).toEqual(['edited 2', 'second 1'])
    expect(await asked(other)).toEqual({ id: customer.id, said: ['other 1'] })
  })
})

describe('a merge preview', () => {
  it('tells of actions that are not over, and of open conversations, from the subgraphs that own them', async () => {
    const [ana, bia] = ['+5511961110006', '+5511961110007']
    const ids = [await record(ana, 'Oi'), await record(bia, 'Oi')].map(({ customer }) => customer.id)
    const of = (phone: string) => `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const appointment = `type: APPOINTMENT status: REQUESTED summary: "Visit on Friday" actor: { kind: AI }`
    await mutate(`recordAction(input: { ${of(ana)} ${appointment} }) { userErrors { code } }`)
    await mutate(
      `recordAction(input: { ${of(ana)} type: PAYMENT actor: { kind: AI } }) { userErrors { code } }`,
    )
    await mutate(`recordConversation(input: { ${of(bia)} channel: EMAIL }) { userErrors { code } }`)
    const conversations =
      'conversations(filter: { statuses: [OPEN], channels: [EMAIL] }) { nodes { status channel } }'
    const { data, errors } = await askGraph(
      elo.url,
      `query ($of: ID!, $other: ID!) { mergePreview(customerId: $of, otherCustomerId: $other) {
        openActions { ofCustomer ofOtherCustomer actions { type status summary customer { id } } }
        customer { ${conversations} } otherCustomer { ${conversations} }
      } }`,
      { of: ids[0], other: ids[1] },
    )

    expect(errors).toBeUndefined()
    expect(data?.['mergePreview']).toEqual({
      openActions: {
        ofCustomer: 1,
        ofOtherCustomer: 0,
        actions: [
          {
            ...{ type: 'APPOINTMENT', status: 'REQUESTED', summary: 'Visit on Friday' },
            customer: { id: ids[0] },
          },
        ],
      },
      customer: { conversations: { nodes: [] } },
      otherCustomer: { conversations: { nodes: [{ status: 'OPEN', channel: 'EMAIL' }] } },
    })
  })
})

describe('node', () => {
  it('resolves objects of every subgraph by their ids', async () => {
    const phone = '+5511961110018'
    const { id, customer } = await record(phone, 'Oi')
    const of = `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    const recorded = await askGraph(
      elo.url,
      `mutation { recordConversation(input: { ${of} channel: EMAIL }) { conversation { id } userErrors { code } } }`,
    )
    const schema = z.object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) })
    const conversation = schema.parse(recorded.data).recordConversation.conversation.id
    const { data, errors } = await askGraph(
      elo.url,
      `query ($customer: ID!, $profile: ID!, $message: ID!, $conversation: ID!) {
        customer: node(id: $customer) { __typename id ... on Customer { history(first: 1) { nodes { id } } } }
        profile: node(id: $profile) { __typename id }
        message: node(id: $message) { __typename id ... on Message { text summary customer { id } } }
        conversation: node(id: $conversation) { __typename id ... on Conversation { status } }
      }`,
      { customer: customer.id, profile: customer.id.replace('cus_', 'pro_'), message: id, conversation },
    )

    expect(errors).toBeUndefined()
    expect(data).toEqual({
      customer: { __typename: 'Customer', id: customer.id, history: { nodes: [{ id }] } },
      profile: { __typename: 'Profile', id: customer.id.replace('cus_', 'pro_') },
      message: { __typename: 'Message', id, text: 'Oi', summary: 'Oi', customer: { id: customer.id } },
      conversation: { __typename: 'Conversation', id: conversation, status: 'OPEN' },
    })
  })
})

describe('bad input', () => {
  it.each([
    ['{ customer(id: "55") { id } }', 'BAD_USER_INPUT'],
    ['{ interaction(id: "cus_1") { id } }', 'BAD_USER_INPUT'],
    ['{ customers(first: 1000) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['{ customers(after: "nonsense") { nodes { id } } }', 'INVALID_CURSOR'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{', 'GRAPHQL_PARSE_FAILED'],
  ])('%s is answered by %s', async (query, code) => {
    const { errors } = await askGraph(elo.url, query)
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code])
  })

  it('an unknown customer is null', async () => {
    const { data, errors } = await askGraph(
      elo.url,
      '{ customer(id: "cus_01a208ec-7292-725b-8dbf-ef721dd1cf8f") { id } }',
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({ customer: null })
  })

  it.each([
    ['PHONE', '12345'],
    ['CPF', '111.111.111-11'],
    ['EMAIL', 'maria at example'],
  ])('a %s that is none is a userError with its field', async (type, value) => {
    const input = { ...message('', 'Oi'), customer: { identifiers: [{ type, value }] } }
    const { recordMessage } = await askForData(recordedSchema, elo.url, recordMutation, { input })
    expect(recordMessage.message).toBeNull()
    expect(recordMessage.userErrors).toHaveLength(1)
    expect(recordMessage.userErrors[0]?.field).toEqual(['customer', 'identifiers', '0', 'value'])
  })
})

describe('a database that is away', () => {
  it('fails writes with a retryable code and nothing half-written, and everything goes on when it is back', async () => {
    const phone = '+5511961110004'
    const {
      customer: { id: customerId },
    } = await record(phone, 'before')
    const live = await watchHistory(elo.url, customerId)
    await live.next()
    proxy.cut()
    const input = { ...message(phone, 'during'), idempotencyKey: 'during' }
    const { data, errors } = await askGraph(elo.url, recordMutation, { input })
    expect(data).toEqual({ recordMessage: null })
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'UNAVAILABLE', retryable: true, outcome: 'UNKNOWN' },
    ])
    expect((await fetch(new URL('/readyz', elo.url))).status).toBe(503)
    proxy.mend()
    await until(
      'a write succeeds again',
      async () => (await askGraph(elo.url, recordMutation, { input })).errors === undefined,
    )
    expect(await live.next()).toMatchObject({
      change: 'RECORDED',
      interaction: { summary: 'during', revision: 1 },
    })
    const after = await record(phone, 'after')
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { id: after.id } })
    await live.close()
  })
})
