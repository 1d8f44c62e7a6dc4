import { allRows } from '../../../platform/subgraph/rows.ts'
import {
  type GraphQLArgument,
  type GraphQLInputType,
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  OperationTypeNode,
  parse,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../../../gateway/server.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { subscribeLocally } from '../../../platform/graph/localSubscription.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { readSchemaFile, subgraphNames } from '../../../platform/subgraph/schemaFiles.ts'
import { scopes } from '../../../platform/subgraph/scopes.ts'
import { createSubgraph } from '../../../platform/subgraph/subgraph.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { createLogRecorder } from '../fixtures/startFixtureGateway.ts'
import { askAs, principalOfTest } from './vault.ts'

/** The scope of each root field, and the subgraph that owns it. Written by hand. */
const table = {
  'query identity': {
    node: 'customers:read',
    customer: 'customers:read',
    customerByIdentifier: 'customers:read',
    customers: 'customers:read',
    mergePreview: 'customers:read',
    erasure: 'privacy:write',
    apiKeys: 'keys:write',
  },
  'query conversations': {
    conversation: 'customers:read',
    conversationByProtocol: 'customers:read',
    mayReply: 'customers:read',
  },
  'query history': {
    brief: 'customers:read',
    interaction: 'customers:read',
    searchInteractions: 'customers:read',
    changes: 'customers:read',
    auditRecords: 'access:read',
    auditCheckpoint: 'access:read',
    auditInclusionProof: 'access:read',
    auditConsistencyProof: 'access:read',
    feedGroups: 'feed:read',
    webhooks: 'webhooks:read',
    webhook: 'webhooks:read',
    webhookDeliveries: 'webhooks:read',
  },
  'mutation history': {
    createWebhook: 'webhooks:write',
    updateWebhook: 'webhooks:write',
    deleteWebhook: 'webhooks:write',
    replayWebhook: 'webhooks:write',
    testWebhook: 'webhooks:write',
    acknowledgeFeed: 'feed:read',
    deleteFeedGroup: 'feed:read',
  },
  'subscription conversations': { turnChanged: 'customers:read' },
  'subscription history': { customerHistory: 'customers:read', interactionFeed: 'feed:read' },
  'mutation identity': {
    identifyCustomer: 'customers:write',
    tagCustomer: 'customers:write',
    untagCustomer: 'customers:write',
    setCustomerAttributes: 'customers:write',
    recordConsent: 'customers:write',
    eraseCustomer: 'privacy:write',
    exportCustomer: 'privacy:write',
    holdCustomer: 'privacy:write',
    releaseCustomerHold: 'privacy:write',
    createApiKey: 'keys:write',
    revokeApiKey: 'keys:write',
    mergeCustomers: 'identity:write',
    unmergeCustomer: 'identity:write',
    decideProfilesSame: 'identity:write',
    decideProfilesDifferent: 'identity:write',
    withdrawProfileDecision: 'identity:write',
    markIdentifierShared: 'identity:write',
    unmarkIdentifierShared: 'identity:write',
    removeIdentifier: 'identity:write',
    moveIdentifier: 'identity:write',
    undoIdentifierCorrection: 'identity:write',
    renameCustomer: 'identity:write',
  },
  'mutation conversations': {
    recordConversation: 'customers:write',
    recordMessage: 'customers:write',
    editMessage: 'customers:write',
    deleteMessage: 'customers:write',
    reactToMessage: 'customers:write',
    handOffConversation: 'customers:write',
    changeConversationStatus: 'customers:write',
    takeTurn: 'customers:write',
    renewTurn: 'customers:write',
    releaseTurn: 'customers:write',
    recordNote: 'notes:write',
  },
  'query actions': { checkCommitment: 'customers:write' },
  'mutation actions': {
    recordAction: 'customers:write',
    updateAction: 'customers:write',
    recordCommitment: 'customers:write',
    updateCommitment: 'customers:write',
  },
  'mutation feedback': { recordFeedback: 'customers:write' },
}

/** A value of each scalar that not every text is a value of. */
const scalarValues: Readonly<Record<string, string>> = {
  Int: '1',
  SafeInt: '1',
  Boolean: 'true',
  DateTime: '"2030-01-01T00:00:00Z"',
}

const api = buildSchema(readSchemaFile('api.graphql'))
const rootFields = Object.entries(table).flatMap(([where, fields]) => {
  const [type, subgraph] = where.split(' ')
  return Object.entries(fields).map(([name, scope]) => ({ type, subgraph, name, scope }))
})
const operations = rootFields.map((field) => ({ ...field, query: operationOf(field) }))

/** The smallest operation with this root field. */
function operationOf(
  { type, name }: { type: string | undefined; name: string },
  selection = '__typename',
): string {
  const kind = Object.values(OperationTypeNode).find((each) => each === type)
  const field = kind && api.getRootType(kind)?.getFields()[name]
  if (!field) throw new Error(`expected a root field ${type} ${name}`)
  const values = field.args
    .filter(isRequiredArgument)
    .map((argument) => `${argument.name}: ${valueOf(argument)}`)
  const selected = isLeafType(getNamedType(field.type)) ? '' : ` { ${selection} }`
  return `${type} { ${name}${values.length > 0 ? `(${values.join(', ')})` : ''}${selected} }`
}

function valueOf({ type }: Pick<GraphQLArgument, 'type'>): string {
  const inner: GraphQLInputType = isNonNullType(type) ? type.ofType : type
  if (isListType(inner)) return `[${valueOf({ type: inner.ofType })}]`
  if (isEnumType(inner)) return String(inner.getValues()[0]?.name)
  if (!isInputObjectType(inner)) return scalarValues[inner.name] ?? '"x"'
  const fields = Object.values(inner.getFields()).filter(isRequiredInputField)
  return `{ ${fields.map((field) => `${field.name}: ${valueOf(field)}`).join(', ')} }`
}

/** Subgraphs with the real SDL, whose root fields say that they were executed and answer something. */
const executed: string[] = []
function stub(name: (typeof subgraphNames)[number]) {
  const of = (wanted: string) =>
    operations.filter(({ type, subgraph }) => subgraph === name && type === wanted)
  const answer = (field: string) => () => {
    executed.push(field)
    const type = [api.getQueryType(), api.getMutationType()].flatMap(
      (root) => root?.getFields()[field] ?? [],
    )[0]
    if (isListType(type?.type)) return []
    const named = type && getNamedType(type.type)
    return isObjectType(named) ? { __typename: named.name, id: 'x', profileId: 'x', userErrors: [] } : null
  }
  const fields = (type: string) =>
    Object.fromEntries(of(type).map((field) => [field.name, answer(field.name)]))
  const streams = Object.fromEntries(
    of('subscription').map((field) => [
      field.name,
      {
        async *subscribe() {
          executed.push(field.name)
          yield { __typename: field.name === 'interactionFeed' ? 'FeedPosition' : 'HistoryPosition' }
        },
        resolve: (event: unknown) => event,
      },
    ]),
  )
  const all = { Query: fields('query'), Mutation: fields('mutation'), Subscription: streams }
  const resolvers = Object.fromEntries(Object.entries(all).filter(([, each]) => Object.keys(each).length > 0))
  return createSubgraph({ name, resolvers, createContext: (request) => request })
}
const subgraphs = Object.fromEntries(subgraphNames.map((name) => [name, stub(name)]))
const { logger } = createLogRecorder()

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: readSchemaFile('supergraph.graphql'),
    subgraphs: Object.fromEntries(
      Object.entries(subgraphs).map(([name, subgraph]) => [name, { kind: 'local', subgraph } as const]),
    ),
    logger,
    principalOf: principalOfTest,
  })
})
afterAll(() => gateway.stop())
beforeEach(() => {
  executed.length = 0
})

/** Sets of scopes: each alone, none, all, and all but each. */
const scopeSets = [
  [],
  [...scopes],
  ...scopes.map((scope) => [scope]),
  ...scopes.map((left) => scopes.filter((scope) => scope !== left)),
]

describe('the table of root fields', () => {
  it('has every root field of the schema', () => {
    const all = Object.values(OperationTypeNode).flatMap((type) =>
      Object.keys(api.getRootType(type)?.getFields() ?? {}).map((name) => `${type} ${name}`),
    )
    expect(rootFields.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(all.sort())
  })
})

describe.each(operations)('$type $name', ({ type, subgraph, name, scope, query }) => {
  const refusal = { path: [name], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }

  it(`is executed with ${scope} and refused without, by the gateway over ${type === 'subscription' ? 'WebSocket' : 'HTTP'}`, async () => {
    for (const given of scopeSets) {
      executed.length = 0
      const isAllowed = given.some((one) => one === scope)
      if (type === 'subscription') {
        const client = await connectSocket(gateway.url, { connectionParams: { scopes: given.join(' ') } })
        client.subscribe('s', query)
        expect(await client.next()).toMatchObject(
          isAllowed ? { type: 'next', payload: { data: {} } } : { type: 'error', payload: [refusal] },
        )
        client.socket.terminate()
      } else {
        const { data, errors } = await askAs(gateway.url, given.join(' '), query)
        if (isAllowed) expect(errors).toBeUndefined()
        else expect({ data, errors }).toMatchObject({ data: { [name]: null }, errors: [refusal] })
      }
      expect(executed, given.join(' ')).toEqual(isAllowed ? [name] : [])
    }
  })

  it('is refused by its subgraph without the scope, whoever calls it', async () => {
    const called = subgraphs[String(subgraph)]
    if (!called) throw new Error(`expected a subgraph ${subgraph}`)
    for (const given of scopeSets) {
      executed.length = 0
      const isAllowed = given.some((one) => one === scope)
      const principal: Principal = { kind: 'INTAKE', id: 'chatwoot', scopes: given, rows: allRows }
      const errors =
        type === 'subscription'
          ? await subscribeLocally(called, { document: parse(query), variables: {}, principal }, logger)
          : ((
              await createLocalCall(
                called,
                logger,
              )({
                query,
                variables: {},
                principal,
                scope: createRequestScope(),
              })
            ).errors ?? [])
      expect('next' in errors ? [] : errors.map(({ extensions }) => extensions['code'])).toEqual(
        isAllowed ? [] : ['UNAUTHORIZED_FIELD_OR_TYPE'],
      )
      if ('next' in errors) {
        await errors.next()
        await errors.return()
      }
      expect(executed, given.join(' ')).toEqual(isAllowed ? [name] : [])
    }
  })
})

describe('a sample over a WebSocket', () => {
  it('has the same rights as over HTTP', async () => {
    for (const { query, name, scope } of operations.filter((each) => each.type === 'mutation').slice(0, 6)) {
      const others = scopes.filter((each) => each !== scope)
      for (const given of [others, [scope]]) {
        executed.length = 0
        const client = await connectSocket(gateway.url, { connectionParams: { scopes: given.join(' ') } })
        client.subscribe('m', query)
        expect(await client.next()).toMatchObject(
          given === others
            ? {
                payload: {
                  data: { [name]: null },
                  errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
                },
              }
            : { payload: { data: { [name]: {} } } },
        )
        expect(executed).toEqual(given === others ? [] : [name])
        client.socket.terminate()
      }
    }
  })
})

describe('the answer of a mutation', () => {
  it('shows the customer only to a caller who may read customers', async () => {
    const query = operationOf(
      { type: 'mutation', name: 'renameCustomer' },
      'customer { id } userErrors { code }',
    )
    const { data, errors } = await askAs(gateway.url, 'identity:write', query)
    expect(data?.['renameCustomer']).toMatchObject({ customer: null })
    expect(errors).toMatchObject([
      { path: ['renameCustomer', 'customer'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
    ])
  })
})
