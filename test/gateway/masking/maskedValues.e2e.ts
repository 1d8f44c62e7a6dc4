import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSubgraphSchema, subgraphNames } from '../../../platform/subgraph/schemaFiles.ts'
import type { SocketClient } from '../../support/connectSocket.ts'
import { everyFieldOf } from './everyField.ts'
import { type Caller, type MaskingGraph, startMasking } from './startMasking.ts'

/** Every value that was planted, and where. Each is a telephone of its own. */
const canaries = new Map<string, string>()
function canary(where: string): string {
  const value = `5511970${String(canaries.size + 100_000)}`
  canaries.set(value, where)
  return value
}
const planted = (where: string) => `${where} ${canary(where)} e`

const idsSchema = z.object({ id: z.string(), customer: z.object({ id: z.string() }) })
const errorsSchema = z.object({ userErrors: z.array(z.unknown()).length(0) })

let graph: MaskingGraph
let customerId: string
let otherId: string
let messageId: string
let conversationId: string

async function mutate(name: string, input: object, selection: string): Promise<unknown> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const { data, errors } = await graph.ask(
    'seeing',
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`,
    { input },
  )
  expect(errors).toBeUndefined()
  const answer = data?.[name]
  expect(errorsSchema.safeParse(answer).success, JSON.stringify(answer)).toBe(true)
  return answer
}

const actor = (kind: string, where: string) => ({
  kind,
  externalId: canary(`id of ${where}`),
  name: planted(`name of ${where}`),
})
const source = (where: string) => ({ system: 'crm', externalId: planted(`source of ${where}`) })

async function recordEverything(): Promise<void> {
  const customer = { identifiers: [{ type: 'PHONE', value: '+5511988880001' }] }
  const recorded = await mutate(
    'recordMessage',
    {
      customer: { ...customer, name: planted('name of the customer') },
      channel: 'EMAIL',
      actor: actor('CUSTOMER', 'the sender'),
      text: planted('text'),
      attachments: [
        {
          type: 'image',
          url: `https://files.example/${canary('link of a file')}/a.png?token=${canary('token of a file')}`,
          transcript: planted('transcript'),
          title: planted('title'),
          phones: [canary('telephone of a card')],
        },
      ],
      email: {
        subject: planted('subject'),
        from: [`Ana <ana.${canary('from')}@x.example>`],
        to: [`Bia ${canary('name of a recipient')} <bia.${canary('to')}@x.example>`],
        cc: [`cc.${canary('cc')}@x.example`],
        bcc: [`bcc.${canary('bcc')}@x.example`],
        quotedText: planted('quoted part'),
      },
      referral: {
        sourceType: 'ad',
        sourceUrl: `https://ad.example/?of=${canary('address of an ad')}`,
        externalId: canary('id of an ad'),
        headline: planted('headline'),
        body: planted('body of an ad'),
        mediaUrl: `https://ad.example/${canary('picture of an ad')}`,
        ref: planted('ref'),
        clickId: canary('click'),
      },
      source: source('a message'),
      occurredAt: '2026-06-01T12:00:00Z',
    },
    'message { id customer { id } conversation { id } }',
  )
  const { message } = z
    .object({ message: idsSchema.extend({ conversation: z.object({ id: z.string() }) }) })
    .parse(recorded)
  messageId = message.id
  customerId = message.customer.id
  conversationId = message.conversation.id
  const of = { customer: { id: customerId } }
  await mutate(
    'editMessage',
    { messageId, text: planted('new text'), editedBy: actor('HUMAN', 'the editor') },
    'message { id }',
  )
  await mutate(
    'reactToMessage',
    { message: { id: messageId }, actor: actor('CUSTOMER', 'who reacts'), emoji: '👍' },
    'message { id }',
  )
  await mutate(
    'recordMessage',
    {
      ...of,
      channel: 'WHATSAPP',
      actor: actor('AI', 'an agent'),
      text: 'Oi',
      deliveryStatus: 'FAILED',
      failureReason: planted('reason of a failure'),
      translations: [{ language: 'en', text: planted('translation') }],
      inReplyTo: { id: messageId },
    },
    'message { id }',
  )
  await mutate(
    'recordNote',
    { ...of, actor: actor('HUMAN', 'the author'), text: planted('note'), source: source('a note') },
    'note { id }',
  )
  await mutate(
    'recordConversation',
    {
      ...of,
      channel: 'TELEGRAM',
      labels: [planted('label')],
      customAttributes: {
        text: planted('attribute of a conversation'),
        number: Number(canary('number of a conversation')),
        deep: [{ [canary('name of a member')]: [canary('deep value')] }],
      },
      assignment: {
        team: { externalId: canary('id of a team'), name: planted('name of a team') },
        person: { externalId: canary('id of a person'), name: planted('name of a person') },
      },
      source: source('a conversation'),
    },
    'conversation { id }',
  )
  await mutate(
    'handOffConversation',
    {
      conversationId,
      to: { bot: { externalId: canary('id of a bot'), name: planted('name of a bot') } },
      reason: planted('reason of a hand-off'),
      actor: actor('HUMAN', 'who hands off'),
    },
    'handoff { id }',
  )
  await mutate(
    'changeConversationStatus',
    { conversationId, to: 'RESOLVED', actor: actor('HUMAN', 'who resolves') },
    'statusChange { id }',
  )
  await mutate(
    'recordAction',
    {
      ...of,
      type: 'APPOINTMENT',
      status: 'REQUESTED',
      summary: planted('summary'),
      externalReference: canary('reference'),
      details: { note: planted('detail'), number: Number(canary('number of a detail')) },
      actor: actor('AI', 'who acts'),
    },
    'action { id }',
  )
  await mutate(
    'recordFeedback',
    { ...of, metric: 'CSAT', rating: 5, comment: planted('comment'), agent: actor('HUMAN', 'who is rated') },
    'feedback { id }',
  )
  await recordIdentity()
}

async function recordIdentity(): Promise<void> {
  const of = { customer: { id: customerId } }
  await mutate('tagCustomer', { ...of, tags: [planted('tag')] }, 'customer { id }')
  const attribute = (value: string, setAt: string) => ({ name: canary('name of an attribute'), value, setAt })
  await mutate(
    'setCustomerAttributes',
    {
      ...of,
      attributes: [attribute(planted('attribute'), '2026-06-01T12:00:00Z')],
      source: canary('source of an attribute'),
    },
    'customer { id }',
  )
  for (const setAt of ['2026-06-02T12:00:00Z', '2026-06-03T12:00:00Z'])
    await mutate(
      'setCustomerAttributes',
      {
        ...of,
        attributes: [{ name: 'city', value: planted('former attribute'), setAt }],
        source: canary('source of a former attribute'),
      },
      'customer { id }',
    )
  const purpose = canary('purpose')
  for (const decidedAt of ['2026-06-02T12:00:00Z', '2026-06-03T12:00:00Z'])
    await mutate(
      'recordConsent',
      {
        ...of,
        purpose,
        decision: 'GRANTED',
        evidence: planted('evidence'),
        source: canary('source of a consent'),
        decidedAt,
      },
      'customer { id }',
    )
  await mutate(
    'renameCustomer',
    { ...of, name: planted('right name'), reason: planted('reason of a name') },
    'customer { id }',
  )
  const record = [{ type: 'INTERNAL_ID', value: 'erp-1' }]
  const first = { identifiers: [...record, { type: 'EMAIL', value: 'a@x.example' }] }
  const given = canary('source of an identifier')
  const answer = await mutate('identifyCustomer', { ...first, name: 'Bia', source: given }, 'customer { id }')
  otherId = z.object({ customer: z.object({ id: z.string() }) }).parse(answer).customer.id
  await mutate(
    'identifyCustomer',
    { identifiers: [...record, { type: 'EMAIL', value: 'b@x.example' }], source: given },
    'customer { id }',
  )
  await mutate(
    'removeIdentifier',
    {
      customer: { id: otherId },
      identifier: { type: 'EMAIL', value: 'b@x.example' },
      reason: planted('reason of a removal'),
    },
    'customer { id }',
  )
  await mutate(
    'setCustomerAttributes',
    { customer: { id: otherId }, attributes: [{ name: 'city', value: planted('other attribute') }] },
    'customer { id }',
  )
  await mutate(
    'tagCustomer',
    { customer: { id: otherId }, tags: [planted('tag of the other')] },
    'customer { id }',
  )
}

/** Merge and decide, after everything about two customers was asked. */
async function mergeThem(): Promise<void> {
  const ids = { profileId: customerId, otherProfileId: otherId }
  await mutate('decideProfilesSame', { ...ids, reason: planted('reason of a decision') }, 'customer { id }')
}

const leaked = (answer: unknown) =>
  [...canaries].filter(([value]) => JSON.stringify(answer).includes(value)).map(([, where]) => where)

/** What both callers see of a question. */
async function seenBy(query: string, variables: Record<string, unknown>): Promise<Record<Caller, unknown>> {
  const [seeing, masked] = await Promise.all([
    graph.ask('seeing', query, variables),
    graph.ask('masked', query, variables),
  ])
  expect(seeing.errors).toBeUndefined()
  expect(masked.errors).toBeUndefined()
  return { seeing: seeing.data, masked: masked.data }
}

const shownSomewhere = new Set<string>()
function expectMasked({ seeing, masked }: Record<Caller, unknown>, few = 1): void {
  const shown = leaked(seeing)
  expect(shown.length).toBeGreaterThanOrEqual(few)
  for (const where of shown) shownSomewhere.add(where)
  expect(leaked(masked)).toEqual([])
}

const customer = everyFieldOf('Customer')
const interaction = everyFieldOf('Interaction', ['customer', 'profiles', 'inReplyTo'])
const preview = everyFieldOf('MergePreview', ['customer', 'otherCustomer', 'survivingCustomer', 'profiles'])
const conversation = everyFieldOf('Conversation', ['customer'])
const customerAlone = everyFieldOf('Customer', ['history', 'conversations', 'actions', 'feedback'])

beforeAll(async () => {
  graph = await startMasking('masked-values')
  await recordEverything()
})
afterAll(() => graph.stop())

describe('a caller without pii:read gets no planted value', () => {
  it('of a merge preview', async () => {
    const query = `query ($id: ID!, $other: ID!) {
      mergePreview(customerId: $id, otherCustomerId: $other) { ${preview.selection} }
    }`
    expectMasked(await seenBy(query, { id: customerId, other: otherId }), 10)
    await mergeThem()
  })

  it('of a customer with all their objects', async () => {
    const query = `query ($id: ID!) { customer(id: $id) { ${customer.selection} } }`
    expectMasked(await seenBy(query, { id: customerId }), 60)
  })

  it('of the page of the history', async () => {
    const query = `query ($id: ID!) {
      customer(id: $id) { history(last: 50) { nodes { ${interaction.selection} } edges { node { summary } } } }
    }`
    expectMasked(await seenBy(query, { id: customerId }), 30)
  })

  it('of changes', async () => {
    const query = `query ($id: ID!) {
      changes(customerId: $id, first: 100) { events { interaction { ${interaction.selection} } } }
    }`
    expectMasked(await seenBy(query, { id: customerId }), 30)
  })

  it('of node, interaction and conversation', async () => {
    const query = `query ($message: ID!, $conversation: ID!, $customer: ID!) {
      message: node(id: $message) { ${interaction.selection.replace('__typename', '')} }
      interaction(id: $message) { ${interaction.selection} }
      conversation(id: $conversation) { ${conversation.selection} }
      customer: node(id: $customer) { ... on Customer { ${customerAlone.selection} } }
    }`
    const variables = { message: messageId, conversation: conversationId, customer: customerId }
    expectMasked(await seenBy(query, variables), 20)
  })

  it('of customers, and of whom they find', async () => {
    const query = `{
      customers { nodes { name tags attributes { name value } } }
      customerByIdentifier(identifier: { type: PHONE, value: "+5511988880001" }) { name tags }
    }`
    expectMasked(await seenBy(query, {}), 2)
  })

  it('of the streams, from events that both callers share', async () => {
    const history = `subscription ($id: ID!) {
      customerHistory(customerId: $id) { change interaction { ${interaction.selection} } }
    }`
    const feed = `subscription { interactionFeed { change interaction { ${interaction.selection} } } }`
    const clients = { seeing: await graph.connect('seeing'), masked: await graph.connect('masked') }
    for (const client of Object.values(clients)) {
      client.subscribe('history', history, { id: customerId })
      client.subscribe('feed', feed)
      const positions = [await client.next(), await client.next()]
      expect(positions.map(({ type }) => type)).toEqual(['next', 'next'])
    }
    await mutate(
      'recordMessage',
      {
        customer: { id: customerId },
        channel: 'WHATSAPP',
        actor: actor('CUSTOMER', 'a live sender'),
        text: planted('live text'),
      },
      'message { id }',
    )
    // The stream and the feed deliver it, and what came before.
    async function untilBoth(client: SocketClient): Promise<unknown[]> {
      const events: unknown[] = []
      while (events.filter((each) => JSON.stringify(each).includes('"text":"live text')).length < 2)
        events.push(await client.next())
      return events
    }
    const seen = await untilBoth(clients.seeing)
    for (const where of leaked(seen)) shownSomewhere.add(where)
    expect(leaked(seen)).toEqual(
      expect.arrayContaining(['id of a live sender', 'name of a live sender', 'live text']),
    )
    expect(leaked(await untilBoth(clients.masked))).toEqual([])
    for (const { socket } of Object.values(clients)) socket.terminate()
  })

  it('although a caller with it gets each of them', () => {
    expect([...canaries.values()].filter((where) => !shownSomewhere.has(where))).toEqual([])
  })

  it('of any field that is masked: all are among those that were asked for', () => {
    const asked = new Set([...customer.fields, ...interaction.fields, ...preview.fields])
    const masked = subgraphNames.flatMap((name) =>
      readSubgraphSchema(name).definitions.flatMap((type) =>
        type.kind !== 'ObjectTypeDefinition'
          ? []
          : (type.fields ?? [])
              .filter(({ directives = [] }) => directives.some((each) => each.name.value === 'masked'))
              .map((field) => `${type.name.value}.${field.name.value}`),
      ),
    )
    expect([...new Set(masked)].filter((field) => !asked.has(field)).sort()).toEqual([
      // Only mutations answer with them; see answersOfMutations.e2e.ts.
      'IdentifierCorrection.reason',
      'ResolutionStep.message',
      'SetAsideIdentifier.message',
    ])
  })
})
