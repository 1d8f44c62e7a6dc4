import { composeServices } from '@apollo/composition'
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { buildSubgraphSchema } from '@apollo/subgraph'
import fc from 'fast-check'
import {
  buildSchema,
  execute,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
} from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { apolloSettings } from '../../platform/apolloSettings.ts'
import { createLogger } from '../../platform/logger.ts'
import { demoPrincipal } from '../../platform/principal.ts'
import { createRequestScope } from '../../platform/requestScope.ts'
import { createCompiledGateway } from '../../gateway/execution/compiledGateway.ts'
import type { GatewayContext } from '../../gateway/gatewayContext.ts'
import { createPlanningSupergraph } from '../../gateway/planningSupergraph.ts'
import { dataSourceOf, type SubgraphFetch, type SubgraphState } from '../../gateway/subgraphFetch.ts'

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])'

const sdl: Record<string, string> = {
  shop: /* GraphQL */ `
    ${link}
    type Query {
      product(id: ID!): Product
      items(first: Int = 2): [Item!]!
      maybe: [Item]
      version: String!
    }
    type Mutation {
      touch: Int
    }
    interface Item {
      id: ID!
      title: String
      tags: [[String!]]
      place: Place!
    }
    enum Colour {
      RED
      BLUE
    }
    type Place @shareable {
      shelf: Int!
      row: String
    }
    type Product implements Item @key(fields: "id") {
      id: ID!
      title: String
      tags: [[String!]]
      place: Place!
      colour: Colour
      weight: Float!
      parent: Product
    }
    type Service implements Item @key(fields: "id") {
      id: ID!
      title: String
      tags: [[String!]]
      place: Place!
      hours: Int
    }
  `,
  reviews: /* GraphQL */ `
    ${link}
    type Product @key(fields: "id") {
      id: ID!
      weight: Float! @external
      reviews: [Review!]
      freight: String @requires(fields: "weight")
    }
    type Service @key(fields: "id") {
      id: ID!
      reviews: [Review!]
    }
    type Review {
      stars: Int!
      text: String
      about: Product
    }
  `,
  stock: /* GraphQL */ `
    ${link}
    type Product @key(fields: "id") {
      id: ID!
      left: Int
      depot: Depot!
    }
    type Depot @key(fields: "name") {
      name: String!
      open: Boolean
    }
  `,
}

type Fault = 'throw' | 'null' | 'wrong'
/** What goes wrong, by `Type.field`, or at the whole of a subgraph by its name. */
const faults = new Map<string, Fault>()
let asked: string[] = []

const place = { shelf: 3, row: 'b' }
const tags = [['a', 'b'], null, []]
const things: Record<string, Record<string, unknown>> = {
  p1: {
    __typename: 'Product',
    id: 'p1',
    title: 'Bell',
    tags,
    place,
    colour: 'RED',
    weight: 1.5,
    parent: { id: 'p2' },
  },
  p2: {
    __typename: 'Product',
    id: 'p2',
    title: null,
    tags: null,
    place,
    colour: null,
    weight: 2,
    parent: null,
  },
  s1: { __typename: 'Service', id: 's1', title: 'Fitting', tags: [], place, hours: 2 },
}

const values: Record<string, (parent: Record<string, unknown>, given: Record<string, unknown>) => unknown> = {
  'Query.product': (_, { id }) => (id === 'none' ? null : things[String(id)]),
  'Query.items': (_, { first }) => [things['p1'], things['s1'], things['p2']].slice(0, Number(first)),
  'Query.maybe': () => [things['s1'], null, things['p1']],
  'Query.version': () => '1',
  'Mutation.touch': () => 1,
  'Product.reviews': ({ id }) =>
    id === 'p1'
      ? [
          { stars: 5, text: 'Loud', about: { id: 'p2' } },
          { stars: 1, text: null, about: null },
        ]
      : null,
  'Product.freight': ({ weight }) => `${String(weight)} kg`,
  'Service.reviews': () => [{ stars: 4, text: 'Quick', about: { id: 'p1' } }],
  'Product.left': ({ id }) => (id === 'p1' ? 7 : 0),
  'Product.depot': () => ({ name: 'north' }),
  'Depot.open': () => true,
  'Product.parent': ({ parent }) => (parent ? things['p2'] : null),
}

function subgraph(name: string): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl[name] ?? '') })
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) type.resolveType = (value: { __typename: string }) => value.__typename
    if (!isObjectType(type) || type.name.startsWith('_')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue
      const coordinate = `${type.name}.${field.name}`
      field.resolve = (parent: Record<string, unknown>, given: Record<string, unknown>) => {
        const fault = faults.get(coordinate)
        if (fault === 'throw') throw new Error(`${coordinate} is broken`)
        if (fault === 'null') return null
        return (
          values[coordinate]?.(parent ?? {}, given) ??
          parent?.[field.name] ??
          things[String(parent?.['id'])]?.[field.name]
        )
      }
    }
  }
  return schema
}

const subgraphs = Object.fromEntries(Object.keys(sdl).map((name) => [name, subgraph(name)]))

const answerSchema = z.record(z.string(), z.unknown()).nullable()

const fetches: Record<string, SubgraphFetch> = Object.fromEntries(
  Object.entries(subgraphs).map(([name, schema]) => [
    name,
    async ({ query, variables }) => {
      asked.push(name)
      const fault = faults.get(name)
      if (fault === 'null') return { data: null }
      const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables })
      // What came over the wire has prototypes, and may be anything.
      const answer = answerSchema.parse(JSON.parse(JSON.stringify(data ?? null)))
      if (fault === 'wrong' && answer) answer[Object.keys(answer)[0] ?? ''] = 'nonsense'
      return {
        data: answer,
        ...(errors && { errors: errors.map((error) => Object.assign(error, error.toJSON())) }),
      }
    },
  ]),
)

const composed = composeServices(
  Object.entries(sdl).map(([name, text]) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(text) })),
)
const supergraphSdl = composed.supergraphSdl ?? ''
const logger = createLogger({ level: 'silent', name: 'test' })
const newApollo = () =>
  new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => dataSourceOf(fetches[name] ?? (async () => ({}))),
  })
const apollo = new ApolloServer<GatewayContext>({ ...apolloSettings(logger), gateway: newApollo() })
function newCompiled(more: Partial<Parameters<typeof createCompiledGateway>[0]>) {
  const { gateway, answerKnown } = createCompiledGateway({
    apollo: newApollo(),
    supergraph: createPlanningSupergraph(supergraphSdl),
    fetches,
    maxPlanCharacters: 1_000_000,
    maxAheadCharacters: 0,
    maxAnswerBytes: 0,
    ...more,
  })
  return { server: new ApolloServer<GatewayContext>({ ...apolloSettings(logger), gateway }), answerKnown }
}
const atDoor = newCompiled({})
const compiled = atDoor.server
const askingAhead = newCompiled({ maxAheadCharacters: 1_000_000 }).server

/** What everything hangs on that a subgraph answers; null for what it does not tell. */
const versions = new Map<string, string | null>()
const states: Record<string, SubgraphState> = Object.fromEntries(
  Object.keys(sdl).map((name) => [
    name,
    async ({ variables }) => {
      const version = versions.get(name)
      return version === null ? null : JSON.stringify([version, [...faults], variables])
    },
  ]),
)
const givingAgain = newCompiled({ maxAheadCharacters: 1_000_000, states, maxAnswerBytes: 1_000_000 })

type Answer = { data: unknown; errors: string[]; extensions: unknown; asked: string[] }

function newContext(principal = demoPrincipal): GatewayContext {
  return { principal, scope: createRequestScope(), transport: 'http' }
}

async function ask(
  server: ApolloServer<GatewayContext>,
  query: string,
  variables: Record<string, unknown> = {},
  contextValue = newContext(),
): Promise<Answer> {
  if (!contextValue.sent) asked = []
  const { body } = await server.executeOperation({ query, variables }, { contextValue })
  if (body.kind !== 'single') throw new Error('expected a single answer')
  const { data, errors = [], extensions } = body.singleResult
  const plain: unknown = data === undefined ? undefined : JSON.parse(JSON.stringify(data))
  return {
    data: plain,
    errors: errors
      .map(({ message, path }) => `${path?.join('.') ?? ''} ${message.replace(/[\da-f-]{36}/u, '')}`)
      .sort(),
    extensions,
    asked: asked.sort(),
  }
}

const servers = [apollo, compiled, askingAhead, givingAgain.server]
beforeAll(async () => {
  expect(composed.errors).toBeUndefined()
  await Promise.all(servers.map((server) => server.start()))
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
})
beforeEach(() => {
  faults.clear()
  versions.clear()
})

/** Ask as the HTTP door does: the shorter way where there is one, and Apollo Server from there. */
async function askAtDoor(
  { server, answerKnown }: ReturnType<typeof newCompiled>,
  query: string,
  variables: Record<string, unknown> = {},
  principal = demoPrincipal,
): Promise<Answer> {
  asked = []
  const context = newContext(principal)
  const known = await answerKnown({ query, operationName: undefined, variables }, context)
  if (!known) return ask(server, query, variables, context)
  const { data } = z.object({ data: z.unknown() }).parse(JSON.parse(known.body.toString()))
  return { data, errors: [], extensions: undefined, asked: asked.sort() }
}

async function expectSame(query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const expected = await ask(apollo, query, variables)
  const answer = await ask(compiled, query, variables)
  expect(answer, query).toEqual(expected)
  expect(await askAtDoor(atDoor, query, variables), query).toEqual(expected)
  // What is asked ahead may have been asked in vain.
  const { asked: needed, ...wanted } = expected
  const { asked: askedAhead, ...given } = await ask(askingAhead, query, variables)
  expect(given, query).toEqual(wanted)
  expect(askedAhead, query).toEqual(expect.arrayContaining(needed))
  // What is given again is not asked for.
  for (let time = 0; time < 2; time += 1) {
    const { asked: _, ...again } = await askAtDoor(givingAgain, query, variables)
    expect(again, query).toEqual(wanted)
  }
  return answer
}

const everything = /* GraphQL */ `
  query ($id: ID!) {
    product(id: $id) {
      name: title
      left
      depot {
        open
      }
      reviews {
        stars
        about {
          left
          freight
        }
      }
    }
    items(first: 3) {
      __typename
      kind: __typename
      ...Titled
      ... on Product {
        colour
        place {
          shelf
        }
        left
      }
      ... on Service {
        hours
        reviews {
          text
        }
      }
      place {
        row
      }
      tags
    }
  }
  fragment Titled on Item {
    id
    title
  }
`

describe('a compiled query', () => {
  it('is answered as by Apollo, with fields of several subgraphs', async () => {
    const { data, errors, asked: subgraphsAsked } = await expectSame(everything, { id: 'p1' })
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      product: {
        name: 'Bell',
        left: 7,
        depot: { open: true },
        reviews: [{ about: { left: 0, freight: '2 kg' } }, { about: null }],
      },
      items: [
        { kind: 'Product', colour: 'RED' },
        { __typename: 'Service', reviews: [{ text: 'Quick' }] },
        { title: null, tags: null },
      ],
    })
    expect(subgraphsAsked.length).toBeGreaterThan(3)
  })

  it('does not go the way of Apollo, whose objects have no prototype', async () => {
    const request = { query: everything, variables: { id: 'p1' } }
    const { body } = await compiled.executeOperation(request, { contextValue: newContext() })
    expect(body.kind === 'single' && Object.getPrototypeOf(body.singleResult.data)).toBe(Object.prototype)
  })

  it('is null where nothing is found', async () => {
    const { data } = await expectSame(
      `{ product(id: "none") { title left } maybe { title ... on Product { left } } }`,
    )
    expect(data).toMatchObject({ product: null, maybe: [{ title: 'Fitting' }, null, { left: 7 }] })
  })

  it.each([
    ['directives', '{ product(id: "p1") { title @skip(if: true) left } }'],
    ['introspection', '{ __type(name: "Depot") { name } version }'],
    ['mutations', 'mutation { touch }'],
    ['the name of its root', '{ __typename version }'],
    [
      'names of Object.prototype',
      '{ constructor: version product(id: "p1") { __proto__: title toString: left } }',
    ],
    ['several operations', 'query A { version } query B { product(id: "p1") { title } }'],
    ['variables of such names', 'query ($__proto__: ID = "p1") { product(id: $__proto__) { title left } }'],
  ])('leaves %s to Apollo and is answered as by it', async (_, query) => {
    await expectSame(query)
    await expectSame(query, Object.fromEntries([['__proto__', 'none']]))
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each([
    ['of the wrong type', { id: { x: 1 } }],
    ['that are missing', {}],
  ])('refuses variables %s as Apollo does', async (_, variables) => {
    const { errors, asked: subgraphsAsked } = await expectSame(everything, variables)
    expect(errors).toHaveLength(1)
    expect(subgraphsAsked).toEqual([])
  })

  it.each([
    ['a field of one subgraph throws', 'Product.left', 'throw'],
    ['a field that may not be null is null', 'Product.depot', 'null'],
    ['a required part is null', 'Product.weight', 'null'],
    ['a root field that may not be null throws', 'Query.items', 'throw'],
    ['a subgraph gives no data', 'stock', 'null'],
    ['a subgraph answers nonsense', 'reviews', 'wrong'],
    ['the first subgraph answers nonsense', 'shop', 'wrong'],
  ] as const)('is answered as by Apollo, and nobody is asked twice, when %s', async (_, where, fault) => {
    faults.set(where, fault)
    const { errors, extensions } = await expectSame(everything, { id: 'p1' })
    expect(errors.length > 0 || extensions !== undefined || fault === 'null').toBe(true)
  })

  it('is answered as by Apollo, whatever is asked and whatever goes wrong', async () => {
    const api = buildSchema(printSchema((await newApollo().load()).schema))
    const coordinates = [
      ...Object.keys(values),
      'Product.title',
      'Product.weight',
      'Item.place',
      'Place.shelf',
      'Review.stars',
      'shop',
      'reviews',
      'stock',
    ]
    await fc.assert(
      fc.asyncProperty(
        selectionOf(api, 'Query', 4),
        fc.dictionary(fc.constantFrom(...coordinates), fc.constantFrom<Fault>('throw', 'null', 'wrong'), {
          maxKeys: 2,
        }),
        async (selection, wrong) => {
          faults.clear()
          // So that there is something to ask ahead of what follows.
          await ask(askingAhead, selection)
          // And something to give again; the first time it is made ready.
          for (let time = 0; time < 2; time += 1) await askAtDoor(givingAgain, selection)
          for (const [where, fault] of Object.entries(wrong)) faults.set(where, fault)
          await expectSame(selection)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('an answer that may be given again', () => {
  const query = `query ($id: ID!) { product(id: $id) { title left reviews { stars } } }`
  const give = (principal = demoPrincipal) => askAtDoor(givingAgain, query, { id: 'p1' }, principal)

  beforeEach(async () => {
    versions.set('reviews', String(Math.random()))
    // It is made ready, it is remembered.
    await give()
    await give()
  })

  it('is given again without asking for more than the first fetch, as long as nothing changes', async () => {
    const expected = await askAtDoor(atDoor, query, { id: 'p1' })
    expect(expected.asked).toEqual(['reviews', 'shop', 'stock'])
    expect(await give()).toEqual({ ...expected, asked: ['shop'] })
    expect(await give()).toEqual({ ...expected, asked: ['shop'] })
  })

  it('is made anew when a state is another, and the first fetch is not sent twice', async () => {
    versions.set('stock', 'later')
    const before = values['Product.left']
    values['Product.left'] = () => 3
    try {
      const { data, asked: sent } = await give()
      expect(data).toMatchObject({ product: { left: 3 } })
      expect(sent).toEqual(['reviews', 'shop', 'stock'])
      expect((await give()).asked).toEqual(['shop'])
    } finally {
      if (before) values['Product.left'] = before
    }
  })

  it('is made anew when the first fetch is answered otherwise', async () => {
    const product = things['p1'] ?? {}
    Object.assign(product, { title: 'Horn' })
    try {
      const { data, asked: sent } = await give()
      expect(data).toMatchObject({ product: { title: 'Horn' } })
      expect(sent).toEqual(['reviews', 'shop', 'stock'])
    } finally {
      Object.assign(product, { title: 'Bell' })
    }
  })

  it('is not given to somebody else', async () => {
    const other = { ...demoPrincipal, scopes: [] }
    expect((await give(other)).asked).toEqual(['reviews', 'shop', 'stock'])
    expect((await give(other)).asked).toEqual(['shop'])
  })

  it('is not remembered when a subgraph does not tell its state, or there was an error', async () => {
    versions.set('stock', null)
    for (let time = 0; time < 3; time += 1) expect((await give()).asked).toEqual(['reviews', 'shop', 'stock'])
    versions.clear()
    faults.set('Product.left', 'throw')
    for (let time = 0; time < 3; time += 1) {
      const { data, errors, asked: sent } = await give()
      expect(data).toMatchObject({ product: { left: null } })
      expect(errors).toHaveLength(1)
      expect(sent).toEqual(['reviews', 'shop', 'stock'])
    }
  })
})

/** Any selection of a type: some of its fields, some under other names, some in fragments. */
function selectionOf(schema: GraphQLSchema, typeName: string, depth: number): fc.Arbitrary<string> {
  const type: GraphQLNamedType | undefined = schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type))
    throw new Error(`expected a type with fields, got ${typeName}`)
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    if (isCompositeType(inner) && depth === 0) return []
    const given = field.name === 'product' ? '(id: "p1")' : field.name === 'items' ? '(first: 3)' : ''
    const below = isCompositeType(inner) ? selectionOf(schema, inner.name, depth - 1) : fc.constant('')
    // The same alias stands for the same field everywhere, so that fields never conflict.
    const alias = fc.constantFrom('', `${field.name}_${typeName}: `)
    return [fc.tuple(alias, below).map(([name, selection]) => `${name}${field.name}${given}${selection}`)]
  })
  const fragments = isInterfaceType(type)
    ? schema
        .getPossibleTypes(type)
        .map((possible) =>
          selectionOf(schema, possible.name, depth - 1 < 0 ? 0 : depth - 1).map(
            (selection) => `... on ${possible.name} ${selection}`,
          ),
        )
    : []
  return fc
    .array(fc.oneof(fc.constant('__typename'), ...fields, ...fragments), { minLength: 1, maxLength: 5 })
    .map((selections) => `{ ${selections.join(' ')} }`)
}
