import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type Gateway, startGateway } from '../../gateway/server.ts'
import { createLocalCall } from '../../platform/graph/localCall.ts'
import { ensureIndexes } from '../../platform/mongo/database.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { createLogger } from '../../platform/process/logger.ts'
import {
  decodePrincipal,
  demoPrincipal,
  encodePrincipal,
  type Principal,
} from '../../platform/subgraph/principal.ts'
import type { Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { OpenSubgraph } from '../../subgraphs/startSubgraph.ts'
import { createActionsSubgraph } from '../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from '../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../subgraphs/identity/subgraph.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { agentOf } from '../support/limitedCallers.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
let database: TestDatabase
let history: OpenSubgraph
let gateway: Gateway

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `limited_callers_${randomUUID().slice(0, 8)}`)
  const { connection } = database
  const parts = { connection, clock: systemClock, logger }
  const identity = createIdentitySubgraph(parts)
  const dependencies = { ...parts, callIdentity: createLocalCall(identity, logger) }
  history = createHistorySubgraph(dependencies)
  await ensureIndexes(connection)
  const local = (subgraph: Subgraph) => ({ kind: 'local', subgraph }) as const
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: await readFile(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    subgraphs: {
      identity: local(identity),
      conversations: local(createConversationsSubgraph(dependencies)),
      actions: local(createActionsSubgraph(dependencies)),
      feedback: local(createFeedbackSubgraph(dependencies)),
      history: local(history.subgraph),
    },
    logger,
    principalOf: async ({ headers }, params) =>
      decodePrincipal(String(headers['test-principal'] ?? params['testPrincipal'])).principal,
  })
})

afterAll(async () => {
  await gateway.stop()
  await history.stop()
  await database.drop()
})

/** The data of an answer without errors. */
async function ask(query: string, variables: object, principal: Principal): Promise<unknown> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'test-principal': encodePrincipal(principal) },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = z
    .object({ data: z.unknown(), errors: z.array(z.unknown()).optional() })
    .parse(await response.json())
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
    const client = await connectSocket(gateway.url, {
      connectionParams: { testPrincipal: encodePrincipal(agentOf('sales')) },
    })
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
