import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/readConfig.ts'
import type { Running } from '../../platform/runProcess.ts'
import { start } from '../../server.ts'
import { askForData } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

let database: TestDatabase
let elo: Running

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'answers-given-again')
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri, ELO_DATA_DIR: '/nowhere' }
  elo = await start(readConfig(configSchema, settings), {})
})

afterAll(async () => {
  await elo.stop()
  await database.drop()
})

const pageFields = /* GraphQL */ `
  id
  name
  tags
  identifiers { type value verified }
  history(last: $last, filter: $filter) {
    pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
    streamCursor
    nodes {
      __typename id kind occurredAt revision channel department visibility summary
      actor { kind id name }
      conversation { id }
      ... on Message { text deleted editedAt deliveryStatus attachments { type url } }
      ... on Note { text deleted }
      ... on Action { type name status amount { amount currency } details }
      ... on Feedback { metric rating comment }
      ... on Handoff { handedFrom: from { ...Responsible } handedTo: to { ...Responsible } changed reason }
      ... on StatusChange { statusFrom: from statusTo: to }
    }
  }
`
const responsible = /* GraphQL */ `
  fragment Responsible on Assignment {
    team {
      id
      name
    }
    person {
      id
      name
    }
  }
`
/** A page that hangs on the customer and his logs, and one that hangs on more, which is never given again. */
const queries = [
  `query ($phone: String!, $last: Int = 3, $filter: HistoryFilter) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) { ${pageFields} }
  } ${responsible}`,
  `query ($phone: String!, $last: Int, $filter: HistoryFilter) {
    customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
      ${pageFields}
      conversations(first: 3) { nodes { id status assignment { person { name } } lastActivityAt } }
      actions(first: 2) { nodes { id status customer { id } } }
    }
  } ${responsible}`,
]

async function post(body: Record<string, unknown>): Promise<string> {
  const response = await fetch(new URL('/graphql', elo.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.text()
}

/** The answer as it is worked out by Apollo Server: whoever says more than a plain request is answered by that. */
const postAnew = (body: Record<string, unknown>) => post({ ...body, extensions: {} })

const withId = z.object({ id: z.string() }).nullish()
const outcomesSchema = z.record(
  z.string(),
  z.object({
    userErrors: z.array(z.object({ message: z.string() })),
    recorded: withId,
    conversation: withId,
    customer: withId,
  }),
)

async function change(mutation: string, type: string, selection: string, input: Record<string, unknown>) {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { message } } }`
  const { [mutation]: outcome } = await askForData(outcomesSchema, elo.url, query, { input })
  if (!outcome || outcome.userErrors[0]) throw new Error(`${mutation}: ${outcome?.userErrors[0]?.message}`)
  return outcome
}

/** What has happened so far, for steps to come back to. */
class World {
  private static count = 0
  readonly phones = [0, 1].map(() => `+5511971${String((World.count += 1)).padStart(6, '0')}`)
  readonly messages: string[] = []
  readonly actions: string[] = []
  private readonly conversations = new Map<string, string>()
  private named = 0

  phone(which: number): string {
    return this.phones[which % this.phones.length] ?? ''
  }

  private customer(which: number) {
    return { customer: { identifier: { type: 'PHONE', value: this.phone(which) } } }
  }

  async conversation(which: number): Promise<string> {
    const known = this.conversations.get(this.phone(which))
    if (known) return known
    const { conversation } = await change(
      'recordConversation',
      'RecordConversationInput',
      'conversation { id }',
      {
        ...this.customer(which),
        channel: 'WHATSAPP',
      },
    )
    const id = conversation?.id ?? ''
    this.conversations.set(this.phone(which), id)
    return id
  }

  async say(which: number): Promise<void> {
    const { recorded } = await change('recordMessage', 'RecordMessageInput', 'recorded: message { id }', {
      ...this.customer(which),
      conversationId: await this.conversation(which),
      channel: 'WHATSAPP',
      actor: { kind: 'CUSTOMER' },
      text: `message ${this.messages.length}`,
    })
    this.messages.push(recorded?.id ?? '')
  }

  async edit(which: number): Promise<void> {
    const messageId = this.messages[which % this.messages.length]
    if (messageId !== undefined)
      await change('editMessage', 'EditMessageInput', 'recorded: message { id }', {
        messageId,
        text: `edited ${(this.named += 1)}`,
      })
  }

  async act(which: number): Promise<void> {
    const { recorded } = await change('recordAction', 'RecordActionInput', 'recorded: action { id }', {
      ...this.customer(which),
      type: 'REFUND',
      actor: { kind: 'AI', id: '1' },
      amount: { amount: '10.00', currency: 'BRL' },
      status: 'REQUESTED',
    })
    this.actions.push(recorded?.id ?? '')
  }

  async update(which: number): Promise<void> {
    const actionId = this.actions[which % this.actions.length]
    if (actionId !== undefined)
      await change('updateAction', 'UpdateActionInput', 'recorded: action { id }', {
        actionId,
        externalReference: `R-${(this.named += 1)}`,
      })
  }

  async note(which: number): Promise<void> {
    await change('recordNote', 'RecordNoteInput', 'recorded: note { id }', {
      ...this.customer(which),
      actor: { kind: 'HUMAN', id: '7', name: 'Rui' },
      text: `note ${(this.named += 1)}`,
    })
  }

  async handOff(which: number): Promise<void> {
    await change('handOffConversation', 'HandOffConversationInput', 'recorded: handoff { id }', {
      conversationId: await this.conversation(which),
      to: { person: { id: String((this.named += 1)), name: `Agent ${this.named}` } },
    })
  }

  async rate(which: number): Promise<void> {
    await change('recordFeedback', 'RecordFeedbackInput', 'recorded: feedback { id }', {
      ...this.customer(which),
      metric: 'CSAT',
      rating: 1 + (which % 5),
    })
  }

  async name(which: number): Promise<void> {
    await change('identifyCustomer', 'IdentifyCustomerInput', 'customer { id }', {
      identifiers: [
        { type: 'PHONE', value: this.phone(which) },
        { type: 'INTERNAL_ID', value: `${this.phone(which)}-${(this.named += 1)}` },
      ],
      name: `Ana ${this.named}`,
    })
  }

  async merge(): Promise<void> {
    const ids = []
    for (const which of [0, 1]) {
      const { customer } = await change('identifyCustomer', 'IdentifyCustomerInput', 'customer { id }', {
        identifiers: [{ type: 'PHONE', value: this.phone(which) }],
      })
      ids.push(customer?.id ?? '')
    }
    const [customerId, otherCustomerId] = ids
    if (customerId === otherCustomerId) return
    await change('mergeCustomers', 'MergeCustomersInput', 'customer { id }', { customerId, otherCustomerId })
  }
}

/** Each is given as a variable; their times are texts there, with and without milliseconds. */
const filters = [
  null,
  { kinds: ['MESSAGE', 'NOTE'] },
  { from: '2026-01-01T00:00:00.000Z' },
  { from: '2026-01-01T00:00:00Z' },
  { visibility: 'PUBLIC', to: '2126-01-01T00:00:00.000Z', from: '2026-01-01T00:00:00.000Z' },
]

const deeds = ['say', 'say', 'edit', 'act', 'update', 'note', 'handOff', 'rate', 'name'] as const
type Step = { deed: (typeof deeds)[number] | 'merge' | 'ask'; which: number }

const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...deeds) },
    { weight: 1, arbitrary: fc.constant('merge' as const) },
    { weight: 4, arbitrary: fc.constant('ask' as const) },
  ),
  which: fc.nat(9),
})

it.each(filters)('answers anew what happened since, with the filter %j', async (filter) => {
  const world = new World()
  await world.say(0)
  for (const [query, last] of queries.flatMap((each) => [
    [each, {}] as const,
    [each, { last: 4 }] as const,
  ])) {
    const body = { query, variables: { phone: world.phone(0), ...last, filter } }
    for (let change = 0; change < 3; change += 1) {
      await world.say(0)
      for (let time = 0; time < 4; time += 1) {
        const answer = await post(body)
        expect(answer).toContain(`message ${world.messages.length - 1}`)
        expect(JSON.parse(answer)).toEqual(JSON.parse(await postAnew(body)))
      }
    }
  }
})

it('answers a plain request, given again or not, as Apollo Server answers the same anew', async () => {
  let given = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      const world = new World()
      await world.say(0)
      await world.say(1)
      for (const { deed, which } of steps) {
        if (deed === 'merge') await world.merge()
        else if (deed !== 'ask') await world[deed](which)
        const query = queries[which % 3 === 0 ? 1 : 0] ?? ''
        const filter = filters[which % filters.length]
        const last = which % 2 === 0 ? { last: 4 } : {}
        const body = { query, variables: { phone: world.phone(which), ...last, filter } }
        const times = deed === 'ask' ? 3 : 1
        for (let time = 0; time < times; time += 1) {
          const answer = await post(body)
          expect(JSON.parse(answer)).toEqual(JSON.parse(await postAnew(body)))
          expect(answer).toMatch(/^\{"data".*"nodes":\[\{/u)
          given += 1
        }
      }
    }),
    { numRuns: 12 },
  )
  expect(given).toBeGreaterThan(100)
})
