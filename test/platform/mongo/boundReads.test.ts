import { randomUUID } from 'node:crypto'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../platform/mongo/database.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { subscribeLocally } from '../../../platform/graph/localSubscription.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { readDeadline } from '../../../platform/mongo/readDeadline.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { Subgraph, SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from '../../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../../subgraphs/identity/subgraph.ts'
import { listOf, membersOf } from '../../support/recordingSubgraphs.ts'
import { until } from '../../support/until.ts'

const logger = createLogger({ level: 'silent', name: 'test' })
const clock = () => new Date()
const uri = new URL(inject('mongodbUri'))
uri.pathname = `/bound_reads_${randomUUID().slice(0, 8)}`
const connection = await connectDatabase(uri.href, { monitorCommands: true })

/** The collections that were read, and those among them that were read without a bound. */
const seen = {
  collections: new Set<string>(),
  unbound: new Set<string>(),
  /** The commands of any kind without a bound. */
  commands: new Set<string>(),
  longestMs: 0,
}
const readCommands = ['find', 'aggregate', 'count', 'distinct']
connection.getClient().on('commandStarted', ({ commandName, command }) => {
  const { maxTimeMS, ...rest } = membersOf(command)
  if (maxTimeMS === undefined) seen.commands.add(commandName)
  if (!readCommands.includes(commandName)) return
  const collection = String(rest[commandName])
  seen.collections.add(collection)
  if (typeof maxTimeMS === 'number' && maxTimeMS > 0) seen.longestMs = Math.max(seen.longestMs, maxTimeMS)
  else seen.unbound.add(`${commandName} ${collection}`)
})

const identity = createIdentitySubgraph({ connection, clock, logger })
const callIdentity = createLocalCall(identity, logger)
const parts = { connection, clock, logger, callIdentity }
const history = createHistorySubgraph(parts)

async function ask(
  subgraph: Subgraph,
  query: string,
  variables: Record<string, unknown> = {},
  scope = createRequestScope(),
): Promise<Record<string, unknown>> {
  const { data, errors } = await createLocalCall(
    subgraph,
    logger,
  )({ query, variables, principal: demoPrincipal, scope })
  if (errors?.[0]) throw errors[0]
  return data ?? {}
}

beforeAll(async () => {
  await ensureIndexes(connection)
  // Reads at the start belong to no request.
  seen.collections.clear()
  seen.unbound.clear()
  seen.commands.clear()
})
afterAll(async () => {
  await history.stop()
  await connection.dropDatabase()
  await connection.close()
})

describe('a request', () => {
  it('sends its remaining time with every read of its queries and mutations', async () => {
    const conversations = createConversationsSubgraph(parts)
    const actions = createActionsSubgraph(parts)
    const feedback = createFeedbackSubgraph(parts)
    const phone = (value: string) => ({ type: 'PHONE', value })
    const customer = { identifiers: [phone('11 98765-4321')] }
    const actor = { kind: 'CUSTOMER' }
    const mutate = async (subgraph: Subgraph, field: string, selection: string, input: object) =>
      membersOf(
        (
          await ask(
            subgraph,
            `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) {
              ${field}(input: $input) { ${selection} userErrors { message } } }`,
            { input },
          )
        )[field],
      )
    const entity = (subgraph: Subgraph, type: string, id: unknown, selection: string) =>
      ask(
        subgraph,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`,
        {
          of: [{ __typename: type, id }],
        },
      )
    const pages = (subgraph: Subgraph, profileIds: unknown[], selection: string) =>
      ask(
        subgraph,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { ${selection} } } }`,
        {
          of: [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
        },
      )

    for (const version of [1, 2]) {
      const source = { system: 'test', externalId: 'message', version }
      await mutate(conversations, 'recordMessage', 'message { id }', {
        ...{ customer, channel: 'WHATSAPP', actor, text: `Olá ${version}`, idempotencyKey: null, source },
      })
    }
    const { message } = await mutate(conversations, 'recordMessage', 'message { id }', {
      ...{ customer, channel: 'WHATSAPP', actor, text: 'Oi', idempotencyKey: 'a key' },
    })
    await mutate(actions, 'recordAction', 'action { id }', { customer, type: 'QUOTE', actor })
    await mutate(feedback, 'recordFeedback', 'feedback { id }', { customer, metric: 'CSAT', rating: 5 })
    const other = await mutate(identity, 'identifyCustomer', 'customer { id }', {
      ...{
        identifiers: [phone('11 91234-5678'), { type: 'EMAIL', value: 'ana@example.com' }],
        name: 'Ana',
        idempotencyKey: 'ana',
      },
    })
    const found = membersOf(
      (
        await ask(
          identity,
          `query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) {
            id profileIds identifiers { value } attributes { name } consents { channel }
            profiles { id identifiers { value } decisions { decidedAt } } } }`,
          { identifier: customer.identifiers[0] },
        )
      )['customerByIdentifier'],
    )
    const two = { customerId: found['id'], otherCustomerId: membersOf(other['customer'])['id'] }
    await ask(
      identity,
      'query ($customerId: ID!, $otherCustomerId: ID!) { mergePreview(customerId: $customerId, otherCustomerId: $otherCustomerId) { customer { id } } }',
      two,
    ).catch(() => undefined)
    await mutate(identity, 'mergeCustomers', 'customer { id }', two)
    const filters = [
      {},
      { name: 'An' },
      { identifier: '@exam' },
      { tags: ['vip'] },
      { departments: ['vendas'] },
      { lastContact: { from: '2026-01-01T00:00:00.000Z' } },
    ]
    for (const filter of filters)
      await ask(
        identity,
        'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id identifiers { value } } } }',
        { filter },
      )
    const profileIds = listOf(found['profileIds'])
    for (const ids of [profileIds, [...profileIds, membersOf(other['customer'])['id']]]) {
      const page = 'history { nodes { id } edges { cursor } streamCursor }'
      // The second and third answer come from the page cache, which reads positions.
      for (let time = 0; time < 3; time += 1) await pages(history.subgraph, ids, page)
      await pages(conversations, ids, 'conversations { nodes { id } }')
      await pages(actions, ids, 'actions { nodes { id } }')
      await pages(feedback, ids, 'feedback { nodes { id } }')
    }
    await ask(history.subgraph, 'query ($id: ID!) { interaction(id: $id) { id } }', {
      id: membersOf(message)['id'],
    })
    const changes =
      'query ($id: ID!, $after: String) { changes(customerId: $id, first: 1, after: $after) { cursor } }'
    const begun = await ask(history.subgraph, changes, { id: profileIds[0] })
    const { cursor: after } = membersOf(begun['changes'])
    await ask(history.subgraph, changes, { id: profileIds[0], after })
    await entity(conversations, 'Message', membersOf(message)['id'], 'text')

    expect([...seen.unbound]).toEqual([])
    // A write goes on when its request has ended, because its outcome would be unknown otherwise.
    expect([...seen.commands].sort()).toEqual(['findAndModify', 'insert', 'update'])
    expect([...seen.collections].sort()).toEqual([
      'conversations',
      'facts',
      'identifications',
      'identifiers',
      'interactions',
      'privacyKeys',
      'profileLinks',
      'profiles',
    ])
    expect(seen.longestMs).toBeLessThanOrEqual(10_000)
  })

  it('ends a read in MongoDB too, with an error that it took too long', async () => {
    const numbers = connection.collection('numbers')
    await numbers.insertMany(Array.from({ length: 3_000 }, (_, number) => ({ number })))
    const slow: Subgraph = subgraphOf('type Query { product: Int }', {
      Query: {
        product: async () => {
          const pairs = [
            { $lookup: { from: 'numbers', pipeline: [{ $match: { number: { $gte: 0 } } }], as: 'others' } },
            { $unwind: '$others' },
            { $group: { _id: null, sum: { $sum: { $multiply: ['$number', '$others.number'] } } } },
          ]
          return (await numbers.aggregate(pairs, { comment: 'slow' }).toArray()).length
        },
      },
    })
    const { data, errors } = await createLocalCall(
      slow,
      logger,
    )({
      query: '{ product }',
      variables: {},
      principal: demoPrincipal,
      scope: createRequestScope({ endsAt: Date.now() + 150 }),
    })
    expect({ data, errors: errors?.map((error) => error.toJSON()) }).toEqual({
      data: { product: null },
      errors: [
        {
          message:
            'reading took too long; try again, with the same idempotencyKey or source when you record something, or ask for less at a time',
          locations: [{ line: 1, column: 3 }],
          path: ['product'],
          extensions: { code: 'UNAVAILABLE', retryable: true },
        },
      ],
    })
    await until('MongoDB has stopped working', async () => {
      const running = await connection
        .getClient()
        .db('admin')
        .aggregate([{ $currentOp: {} }, { $match: { 'command.comment': 'slow' } }], {
          readConcern: { level: 'local' },
        })
        .toArray()
      return running.length === 0
    })
  })

  it('bounds the reads of each event by the time of the event', async () => {
    const events = subgraphOf('type Query { a: Int } type Subscription { time: Float }', {
      Subscription: {
        time: {
          subscribe: async function* () {
            yield await Promise.resolve('an event')
          },
          resolve: (_event: unknown, _given: unknown, { scope }: SubgraphRequest) =>
            scope.endsAt - readDeadline(),
        },
      },
    })
    const outcome = await subscribeLocally(
      events,
      { document: parse('subscription { time }'), variables: {}, principal: demoPrincipal },
      logger,
    )
    if (!('next' in outcome)) throw new Error(JSON.stringify(outcome))
    const { value } = await outcome.next()
    expect(value?.result).toEqual({ data: { time: 0 } })
    expect(readDeadline()).toBe(Infinity)
  })
})

function subgraphOf(typeDefs: string, resolvers: GraphQLResolverMap<SubgraphRequest>): Subgraph {
  return {
    name: 'identity',
    schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]),
    createContext: (request) => request,
  }
}
