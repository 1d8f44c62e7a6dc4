import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { agentOf } from '../support/limitedCallers.ts'
import { startWholeGraph, type WholeGraph } from '../support/wholeGraph.ts'

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph()
})
afterAll(() => graph.stop())

/** The data of an answer without errors. */
async function ask(query: string, variables: object, principal: Principal): Promise<unknown> {
  const { data, errors } = await graph.ask(principal, query, { ...variables })
  expect(errors).toBeUndefined()
  return data
}

const customer = { identifiers: [{ type: 'PHONE', value: '+55 11 98765-4321' }] }

async function openConversation(team: string): Promise<string> {
  const data = await ask(
    'mutation ($input: RecordConversationInput!) { recordConversation(input: $input) { conversation { id } } }',
    { input: { customer, channel: 'WHATSAPP', assignment: { team: { externalId: team, name: team } } } },
    demoPrincipal,
  )
  return z
    .object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) })
    .parse(data).recordConversation.conversation.id
}

async function recordMessage(conversationId: string, text: string, more: object = {}): Promise<string> {
  const input = { customer, channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text, conversationId, ...more }
  const data = await ask(
    'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } } }',
    { input },
    demoPrincipal,
  )
  return z.object({ recordMessage: z.object({ message: z.object({ id: z.string() }) }) }).parse(data)
    .recordMessage.message.id
}

describe('an agent of one department', () => {
  it('sees its part of a customer in every list, and of a stream what is hidden from it', async () => {
    const sales = await openConversation('sales')
    const support = await openConversation('support')
    const source = (version: number) => ({ source: { system: 'app', externalId: 'm1', version } })
    const seen = await recordMessage(sales, 'for sales', source(1))
    await recordMessage(support, 'for support')
    const shared = await recordMessage(support, 'of sales in support', { department: 'sales' })
    const data = await ask(
      `query ($identifier: IdentifierInput!) {
        customerByIdentifier(identifier: $identifier) {
          id
          history { nodes { id department conversation { id status } ... on Message { text } } pageInfo { hasPreviousPage } }
          conversations { nodes { id } pageInfo { hasNextPage } }
        }
      }`,
      { identifier: customer.identifiers[0] },
      agentOf('sales'),
    )
    const { customerByIdentifier } = z
      .object({ customerByIdentifier: z.object({ id: z.string() }) })
      .parse(data)
    expect(data).toEqual({
      customerByIdentifier: {
        id: customerByIdentifier.id,
        history: {
          nodes: [
            { id: seen, department: 'sales', conversation: { id: sales, status: 'OPEN' }, text: 'for sales' },
            { id: shared, department: 'sales', conversation: null, text: 'of sales in support' },
          ],
          pageInfo: { hasPreviousPage: false },
        },
        conversations: { nodes: [{ id: sales }], pageInfo: { hasNextPage: false } },
      },
    })
    const client = await graph.connect(agentOf('sales'))
    client.subscribe(
      '1',
      `subscription ($customerId: ID!) {
        customerHistory(customerId: $customerId) {
          __typename change interaction { id } customer { id } ... on InteractionHidden { interactionId }
        }
      }`,
      { customerId: customerByIdentifier.id },
    )
    const event = async () => (await client.next())['payload']
    expect(await event()).toMatchObject({ data: { customerHistory: { change: 'POSITION' } } })
    await recordMessage(support, 'for support', { ...source(2), department: 'support' })
    expect(await event()).toEqual({
      data: {
        customerHistory: {
          __typename: 'InteractionHidden',
          change: 'HIDDEN',
          interaction: null,
          customer: { id: customerByIdentifier.id },
          interactionId: seen,
        },
      },
    })
    client.socket.close()
    await client.closed
    expect(
      await ask(
        'query ($id: ID!) { interaction(id: $id) { id } node(id: $id) { id } }',
        { id: seen },
        agentOf('sales'),
      ),
    ).toEqual({ interaction: null, node: null })
  })
})

describe('a bot that may write notes and not read them', () => {
  const bot: Principal = {
    ...demoPrincipal,
    kind: 'BOT',
    id: 'bot',
    scopes: ['customers:read', 'customers:write', 'notes:write'],
  }
  const record = (selection: string) =>
    graph.ask(
      bot,
      `mutation ($input: RecordNoteInput!) { recordNote(input: $input) { note { ${selection} } userErrors { code } } }`,
      { input: { customer, actor: { kind: 'AI' }, text: 'to call back' } },
    )

  it('gets the id of its note, and of what it may not see null with an error that is its own fault', async () => {
    const id: unknown = expect.any(String)
    expect(await record('id')).toEqual({ data: { recordNote: { note: { id }, userErrors: [] } } })
    expect(await record('id occurredAt')).toEqual({
      data: { recordNote: { note: null, userErrors: [] } },
      errors: [
        {
          message: 'expected an object that exists and that the caller may see, got another one',
          path: ['recordNote', 'note', 'occurredAt'],
          extensions: { code: 'NOT_FOUND' },
        },
      ],
    })
  })
})
