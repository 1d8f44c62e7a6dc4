import { Kind } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSubgraphSchema, subgraphNames } from '../../../platform/subgraph/schemaFiles.ts'
import type { SocketClient } from '../../support/connectSocket.ts'
import { everyFieldOf } from './everyField.ts'
import { actor, canaries, planted, type Planted, plantValues } from './plantValues.ts'
import { type Caller, type MaskingGraph, startMasking } from './startMasking.ts'

let graph: MaskingGraph
let objects: Planted

const errorsSchema = z.object({ userErrors: z.array(z.unknown()).length(0) })

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

/** Merge and decide, after everything about two customers was asked. */
async function mergeThem(): Promise<void> {
  const ids = { profileId: objects.customerId, otherProfileId: objects.otherId }
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
const customerAlone = everyFieldOf('Customer', [
  ...['history', 'conversations', 'actions', 'feedback', 'commitments', 'commitmentContradictions'],
])

beforeAll(async () => {
  graph = await startMasking('masked-values')
  objects = await plantValues(mutate)
})
afterAll(() => graph.stop())

describe('a caller without pii:read gets no planted value', () => {
  it('of a merge preview', async () => {
    const query = `query ($id: ID!, $other: ID!) {
      mergePreview(customerId: $id, otherCustomerId: $other) { ${preview.selection} }
    }`
    expectMasked(await seenBy(query, { id: objects.customerId, other: objects.otherId }), 10)
    await mergeThem()
  })

  it('of a customer with all their objects', async () => {
    const query = `query ($id: ID!) { customer(id: $id) { ${customer.selection} } }`
    expectMasked(await seenBy(query, { id: objects.customerId }), 60)
  })

  it('of the page of the history', async () => {
    const query = `query ($id: ID!) {
      customer(id: $id) { history(last: 50) { nodes { ${interaction.selection} } edges { node { summary } } } }
    }`
    expectMasked(await seenBy(query, { id: objects.customerId }), 30)
  })

  it('of changes', async () => {
    const query = `query ($id: ID!) {
      changes(customerId: $id, first: 100) { events { interaction { ${interaction.selection} } } }
    }`
    expectMasked(await seenBy(query, { id: objects.customerId }), 30)
  })

  it('of node, interaction and conversation', async () => {
    const query = `query ($message: ID!, $conversation: ID!, $customer: ID!) {
      message: node(id: $message) { ${interaction.selection.replace('__typename', '')} }
      interaction(id: $message) { ${interaction.selection} }
      conversation(id: $conversation) { ${conversation.selection} }
      customer: node(id: $customer) { ... on Customer { ${customerAlone.selection} } }
    }`
    const variables = {
      message: objects.messageId,
      conversation: objects.conversationId,
      customer: objects.customerId,
    }
    expectMasked(await seenBy(query, variables), 20)
  })

  it('of customers, and of whom they find', async () => {
    const query = `{
      customers { nodes { name tags attributes { name value } } }
      customerByIdentifier(identifier: { type: PHONE, value: "+5511988880001" }) { name tags }
    }`
    expectMasked(await seenBy(query, {}), 2)
  })

  it('of the snippets of a search', async () => {
    const query = `{
      comment: searchInteractions(text: "comment") { edges { snippet } }
      note: searchInteractions(text: "note") { edges { snippet } }
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
      client.subscribe('history', history, { id: objects.customerId })
      client.subscribe('feed', feed)
      const positions = [await client.next(), await client.next()]
      expect(positions.map(({ type }) => type)).toEqual(['next', 'next'])
    }
    await mutate(
      'recordMessage',
      {
        customer: { id: objects.customerId },
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
    const asked = new Set([
      ...[...customer.fields, ...interaction.fields, ...preview.fields],
      'InteractionSearchEdge.snippet',
    ])
    const masked = subgraphNames.flatMap((name) =>
      readSubgraphSchema(name).definitions.flatMap((type) =>
        type.kind !== Kind.OBJECT_TYPE_DEFINITION
          ? []
          : (type.fields ?? [])
              .filter(({ directives = [] }) => directives.some((each) => each.name.value === 'masked'))
              .map((field) => `${type.name.value}.${field.name.value}`),
      ),
    )
    expect([...new Set(masked)].filter((field) => !asked.has(field)).sort()).toEqual([
      // Only callers with access:read or privacy:write get these.
      'AuditRecord.reason',
      'Erasure.reason',
      // Only mutations answer with these; see answersOfMutations.e2e.ts.
      'IdentifierCorrection.reason',
      'LegalHold.ground',
      'LegalHold.reference',
      'ResolutionStep.message',
      'SetAsideIdentifier.message',
      // Only the maker of a webhook gets these; see test/subgraphs/history/webhook/webhooks.test.ts.
      'WebhookDelivery.body',
      'WebhookFilter.actors',
      'WebhookFilter.tags',
    ])
  })
})
