import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import fc from 'fast-check'
import {
  buildSchema,
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { connectSubgraph } from '../../gateway/subgraphs/connectSubgraph.ts'
import type { GatewayContext } from '../../gateway/gatewayContext.ts'
import { gatewayLimits } from '../../gateway/limits/limits.ts'
import { createPlanningSupergraph } from '../../gateway/planning/planningSupergraph.ts'
import { type Gateway, startGateway } from '../../gateway/server.ts'
import { dataSourceOf } from '../../gateway/subgraphs/subgraphFetch.ts'
import { apolloSettings } from '../../platform/graph/apolloSettings.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { connectSocket, type SocketClient } from '../support/connectSocket.ts'
import { anyShopSelection } from './fixtures/anyShopSelection.ts'
import { createShopSubgraphs, type Fault } from './fixtures/shopSubgraphs.ts'
import { createLogRecorder } from './fixtures/startFixtureGateway.ts'

type Variables = Record<string, unknown>
/** The result of an operation: data, and the path and code of each error, sorted. */
type Answer = { data: unknown; errors: string[] }

const shop = createShopSubgraphs()
const { logger, logged } = createLogRecorder()
const api = buildSchema(printSchema(createPlanningSupergraph(shop.supergraphSdl).schema))

let gateway: Gateway
let socket: SocketClient
let stock: ApolloServer<GatewayContext>

beforeAll(async () => {
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: shop.supergraphSdl,
    subgraphs: Object.fromEntries(
      Object.entries(shop.subgraphs).map(([name, subgraph]) => [name, { kind: 'local', subgraph }] as const),
    ),
    logger,
  })
  socket = await connectSocket(gateway.url)
  const silent = createLogger({ level: 'silent', name: 'stock' })
  // Its metrics exporter is not installed.
  vi.stubEnv('APOLLO_TELEMETRY_DISABLED', 'true')
  stock = new ApolloServer<GatewayContext>({
    ...apolloSettings(silent),
    gateway: new ApolloGateway({
      supergraphSdl: shop.supergraphSdl,
      buildService({ name }) {
        const subgraph = shop.subgraphs[name ?? '']
        if (!subgraph) throw new Error(`expected a subgraph, got ${name}`)
        return dataSourceOf(
          connectSubgraph(name ?? '', { kind: 'local', subgraph }, gatewayLimits, silent).fetch,
        )
      },
    }),
  })
  await stock.start()
})
afterAll(async () => {
  socket.socket.terminate()
  await Promise.all([gateway.stop(), stock.stop()])
  vi.unstubAllEnvs()
})
beforeEach(() => shop.faults.clear())

const errorSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(errorSchema).optional(),
  extensions: z.object({ valueCompletion: z.array(errorSchema).optional() }).optional(),
})

/** The answer in JSON. Values that break the schema are errors in Elo, and in `extensions` with Apollo. */
function toAnswer(body: unknown): Answer {
  const { data, errors, extensions } = answerSchema.parse(JSON.parse(JSON.stringify(body)))
  const broken = (extensions?.valueCompletion ?? []).map(({ path }) => ({
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }))
  return {
    data: data ?? null,
    errors: (errors ?? broken)
      .map((error) => `${error.path?.join('.') ?? ''} ${String(error.extensions?.['code'])}`)
      .sort(),
  }
}

async function byPost(query: string, variables: Variables): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json,application/json;q=0.9',
    },
    body: JSON.stringify({ query, variables, extensions: { clientLibrary: { name: '@apollo/client' } } }),
  })
  return toAnswer(await response.json())
}

async function byGet(query: string, variables: Variables): Promise<Answer> {
  const given = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const headers = { 'apollo-require-preflight': 'yes' }
  return toAnswer(await (await fetch(`${gateway.url}/graphql?${given.toString()}`, { headers })).json())
}

async function bySocket(query: string, variables: Variables): Promise<Answer> {
  socket.subscribe('q', query, variables)
  const message = await socket.next()
  if (message.type === 'error') return toAnswer({ errors: message.payload })
  expect((await socket.next()).type).toBe('complete')
  return toAnswer(message.payload)
}

async function inProcess(query: string, variables: Variables): Promise<Answer> {
  const scope = createRequestScope()
  return toAnswer(await gateway.graph({ query, variables, principal: demoPrincipal, scope }))
}

async function byStock(query: string, variables: Variables): Promise<Answer> {
  shop.asked.length = 0
  const contextValue: GatewayContext = {
    principal: demoPrincipal,
    scope: createRequestScope(),
    transport: 'process',
  }
  const { body } = await stock.executeOperation({ query, variables }, { contextValue })
  if (body.kind !== 'single') throw new Error('expected a single answer')
  return toAnswer(body.singleResult)
}

/** An operation without `@skip` and `@include`, as graphql-js decides them. */
function decided(query: string, variables: Variables): string {
  const decide = (node: FieldNode | InlineFragmentNode) => {
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return null
    if (getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false) return null
    return { ...node, directives: [] }
  }
  const left = visit(parse(query), {
    Field: decide,
    InlineFragment: decide,
    VariableDefinition: ({ variable }) => (variable.name.value in variables ? null : undefined),
  })
  return print(left)
}

/**
 * Expect the data of a stock gateway, and the same errors. In a list of several types a stock gateway gives the path of
 * another entity than the one that failed, and it gives no path for a fetch that fails as a whole.
 */
function expectAsByStock(query: string, answer: Answer, stockAnswer: Answer): void {
  expect(answer.data, query).toEqual(stockAnswer.data)
  const ofFields = (errors: readonly string[]) => errors.map((error) => error.replace(/\.\d+/gu, '')).sort()
  const isWhole = stockAnswer.errors.some((error) => error.startsWith(' '))
  const mine = ofFields(answer.errors)
  const theirs = ofFields(stockAnswer.errors)
  if (isWhole) expect(mine.length, query).toBeGreaterThanOrEqual(theirs.length)
  else expect(mine, query).toEqual(theirs)
}

/**
 * Send an operation over every transport, three times over one, and to a stock gateway: all answers are equal, and each
 * logs one line.
 */
async function expectSame(query: string, variables: Variables = {}, stockQuery = query): Promise<void> {
  const isQuery = !query.startsWith('mutation')
  const expected = await byStock(stockQuery, variables)
  const asked = [...shop.asked]
  logged.length = 0
  const transports = [byPost, byPost, byPost, ...(isQuery ? [byGet] : []), bySocket, inProcess]
  const first = await byPost(query, variables)
  expectAsByStock(query, first, expected)
  logged.length = 0
  for (const ask of transports) {
    shop.asked.length = 0
    expect(await ask(query, variables), query).toEqual(first)
    // Root fields of a mutation are sent one by one.
    if (isQuery) expect(asked, query).toEqual(expect.arrayContaining(shop.asked))
  }
  expect(logged.filter(({ event }) => event === 'operation')).toHaveLength(transports.length)
}

describe('an operation', () => {
  it('has the same answer over every transport, each time, and from a stock gateway', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyShopSelection(api),
        fc.record({ yes: fc.boolean(), no: fc.boolean() }),
        fc.dictionary(
          fc.constantFrom(...shop.coordinates),
          fc.constantFrom<Fault>('throw', 'null', 'wrong'),
          {
            maxKeys: 2,
          },
        ),
        async (selection, conditions, faults) => {
          shop.faults.clear()
          for (const [where, fault] of Object.entries(faults)) shop.faults.set(where, fault)
          const used = ['yes', 'no'].filter((name) => selection.includes(`$${name}`))
          const declared = used.length > 0 ? `(${used.map((name) => `$${name}: Boolean!`).join(' ')})` : ''
          const [type] = selection.startsWith('mutation') ? ['mutation'] : ['query']
          const query = `${type} ${declared} ${selection.replace(/^mutation/u, '')}`
          // A stock gateway gives wrong data for some operations with conditions, so it gets them without.
          await expectSame(query, conditions, decided(query, conditions))
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    ['that introspects', '{ __type(name: "Depot") { name fields { name } } version }', {}],
    ['with the name of its root', '{ __typename version }', {}],
    ['with names of Object.prototype', '{ constructor: version product(id: "p1") { toString: left } }', {}],
    ['with a member __proto__', '{ product(id: "p1") { __proto__: title left } }', {}],
    ['with a variable __proto__', 'query ($__proto__: ID = "p1") { product(id: $__proto__) { title } }', {}],
    ['of two aliases of different types', '{ label { ... on Place { row } ... on Code { row2: row } } }', {}],
    ['without anything left', 'query ($v: Boolean!) { version @include(if: $v) }', { v: false }],
    ['with nothing left in a field', '{ product(id: "p1") { title @skip(if: true) } }', {}],
    ['with a default condition', 'query ($v: Boolean! = true) { version @skip(if: $v) maybe { id } }', {}],
    ['with a missing variable', 'query ($id: ID!) { product(id: $id) { title } }', {}],
    [
      'with a variable of the wrong type',
      'query ($id: ID!) { product(id: $id) { title } }',
      { id: { x: 1 } },
    ],
    ['with variables it does not declare', '{ version }', { more: [[1]] }],
    ['that is no operation', '{ version', {}],
    ['that is not valid', '{ nobody }', {}],
  ])('%s has the same answer as from a stock gateway', async (_, query, variables) => {
    await expectSame(query, variables)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('has the path of an entity that failed, also among entities of other types', async () => {
    shop.faults.set('Product.left', 'throw')
    const query = '{ items(first: 3) { id ... on Product { left } } }'
    const answer = await byPost(query, {})
    expect(answer.errors).toEqual([
      'items.0.left INTERNAL_SERVER_ERROR',
      'items.2.left INTERNAL_SERVER_ERROR',
    ])
  })

  it('is null where its subgraph breaks the schema, and the error is logged', async () => {
    shop.faults.set('Product.depot', 'null')
    const { data, errors } = await byPost('{ product(id: "p1") { title depot { open } } }', {})
    expect(data).toEqual({ product: null })
    expect(errors).toEqual(['product.depot INTERNAL_SERVER_ERROR'])
    expect(logged.filter(({ event }) => event === 'internal_error')).not.toEqual([])
  })
})
