import { randomUUID } from 'node:crypto'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../platform/mongo/database.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { subscribeLocally } from '../../../platform/graph/localSubscription.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import { createHistorySubgraph } from '../../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../../subgraphs/identity/subgraph.ts'
import { membersOf } from '../../support/recordingSubgraphs.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import { asAgent } from './support/startHistory.ts'

const uri = new URL(inject('mongodbUri'))
uri.pathname = `/event_revision_${randomUUID().slice(0, 8)}`
const connection = await connectDatabase(uri.href)
const clock = () => new Date()
const logger = createLogger({ level: 'silent', name: 'test' })
const callIdentity = createLocalCall(createIdentitySubgraph({ connection, clock, logger }), logger)
const parts = { connection, clock, logger, callIdentity }
const history = createHistorySubgraph(parts)
const callConversations = createLocalCall(createConversationsSubgraph(parts), logger)
const log = createInteractionLog({ connection, clock })

beforeAll(() => ensureIndexes(connection))
afterAll(async () => {
  await history.stop()
  await connection.dropDatabase()
  await connection.close()
})

async function newCustomer(): Promise<string> {
  const { data } = await callIdentity({
    query:
      'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
    variables: { input: { identifiers: [{ type: 'INTERNAL_ID', value: randomUUID() }] } },
    principal: asAgent,
    scope: createRequestScope(),
  })
  return String(membersOf(membersOf(data?.['identifyCustomer'])['customer'])['id'])
}

const selection = '{ interaction { id revision summary } }'
const subscriptions: [string, string][] = [
  [
    'customerHistory',
    `subscription ($customerId: ID!) { event: customerHistory(customerId: $customerId) ${selection} }`,
  ],
  ['interactionFeed', `subscription ($customerId: ID) { event: interactionFeed ${selection} }`],
]

describe('an event', () => {
  it.each(subscriptions)(
    'of %s shows one revision, whatever is written before its details are resolved',
    async (_name, query) => {
      const customerId = await newCustomer()
      const { interaction } = await log.record(newMessage(customerId, { summary: '1', body: { text: '1' } }))
      const outcome = await subscribeLocally(
        history.subgraph,
        { document: parse(query), variables: { customerId }, principal: asAgent },
        logger,
      )
      if (!('next' in outcome)) throw new Error(JSON.stringify(outcome))
      const events = outcome
      /** The next event of this interaction with at least this revision: an earlier one may come late. */
      async function eventFrom(revision: number) {
        for (;;) {
          const { value } = await events.next()
          if (!value) throw new Error('the stream has ended')
          const shown = membersOf(membersOf(value.result.data?.['event'])['interaction'])
          if (shown['id'] === interaction.id && Number(shown['revision']) >= revision) return value
        }
      }
      await events.next()
      const edit = (text: string) => log.amend(interaction.id, () => ({ summary: text, body: { text } }))

      for (let revision = 2; revision <= 6; revision += 2) {
        await edit(String(revision))
        const { result, scope } = await eventFrom(revision)
        // The details come from another subgraph, after a further write.
        await edit(String(revision + 1))
        const { data } = await callConversations({
          query: 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Message { text } } }',
          variables: { of: [{ __typename: 'Message', id: interaction.id }] },
          principal: asAgent,
          scope,
        })
        const text = String(revision)
        expect({ ...result.data, ...data }).toEqual({
          event: { interaction: { id: interaction.id, revision, summary: text } },
          _entities: [{ text }],
        })
        const next = await eventFrom(revision + 1)
        expect(next.result.data).toEqual({
          event: {
            interaction: { id: interaction.id, revision: revision + 1, summary: String(revision + 1) },
          },
        })
      }
      await events.return()
    },
  )
})
