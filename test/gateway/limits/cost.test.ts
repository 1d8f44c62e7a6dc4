import { buildSchema, Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compileSelection } from '../../../gateway/execution/compileSelection.ts'
import { costNow } from '../../../gateway/limits/costOf.ts'
import { readCostRules } from '../../../gateway/limits/costRules.ts'
import { createPlanningSupergraph } from '../../../gateway/planning/planningSupergraph.ts'
import { readSchemaFile } from '../../../platform/subgraph/schemaFiles.ts'
import { fragmentsOf } from '../../../gateway/execution/fieldsOf.ts'

const plain = buildSchema(`
  type Query { customer: Customer customers(first: Int, last: Int): CustomerConnection things: [Thing!] changes(first: Int = 20): ThingPage }
  type ThingPage { events: [Thing!]! hasMore: Boolean! }
  type CustomerConnection { nodes: [Customer!]! edges: [CustomerEdge!]! pageInfo: PageInfo! }
  type CustomerEdge { cursor: String! node: Customer! }
  type PageInfo { hasNextPage: Boolean! }
  type Customer { id: ID! tags: [String!]! friends(first: Int = 5): CustomerConnection things: [Thing!] }
  interface Thing { id: ID! }
  type Small implements Thing { id: ID! }
  type Large implements Thing { id: ID! customers(first: Int): CustomerConnection }
`)

function costOf(query: string, variables: Record<string, unknown> = {}, schema = plain) {
  const document = parse(query)
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected an operation')
  const root = schema.getRootType(operation.operation)
  if (!root) throw new Error('expected its root type')
  const costRules = readCostRules(schema)
  const source = { schema, fragments: fragmentsOf(document), interfaceObjects: new Set<string>(), costRules }
  return costNow(compileSelection(root, operation.selectionSet, source).cost, variables)
}

describe('the cost of a query', () => {
  it.each([
    ['an object is one node', '{ customer { id } }', { nodes: 2, leaves: 1 }],
    [
      'a page is as large as it is asked for',
      '{ customers(first: 7) { nodes { id } } }',
      { nodes: 9, leaves: 7 },
    ],
    ['from its end as well', '{ customers(last: 7) { nodes { id } } }', { nodes: 9, leaves: 7 }],
    ['without a size it has twenty', '{ customers { nodes { id } } }', { nodes: 22, leaves: 20 }],
    ['or what the schema says', '{ customer { friends { nodes { id } } } }', { nodes: 8, leaves: 5 }],
    ['edges have nodes', '{ customers(first: 3) { edges { node { id } } } }', { nodes: 8, leaves: 3 }],
    [
      'beside other fields of the page',
      '{ customers(first: 3) { pageInfo { hasNextPage } } }',
      { nodes: 3, leaves: 1 },
    ],
    ['a page of events as well', '{ changes(first: 30) { events { id } } }', { nodes: 32, leaves: 30 }],
    ['or what the schema says', '{ changes { hasMore events { id } } }', { nodes: 22, leaves: 21 }],
    ['any other list has ten', '{ things { id } }', { nodes: 11, leaves: 10 }],
    [
      'of an interface the largest type counts',
      '{ things { id ... on Large { customers(first: 2) { nodes { id } } } } }',
      { nodes: 1 + 10 * (1 + 1 + 2), leaves: 10 * (1 + 2) },
    ],
    [
      'pages in pages multiply, also in fragments and under other names',
      `{ a: customers(first: 100) { nodes { ...F } } b: customers(first: 100) { nodes { ...F } } }
       fragment F on Customer { friends(first: 100) { nodes { id } } }`,
      { nodes: 1 + 2 * (1 + 100 * (1 + 1 + 100)), leaves: 2 * 100 * 100 },
    ],
  ])('%s', (_, query, expected) => {
    expect(costOf(query)).toEqual({ ...expected, units: expected.nodes - 1 })
  })

  it('depends on the variables of its page sizes', () => {
    const query =
      'query ($n: Int, $m: Int) { customers(first: $n) { nodes { friends(first: $m) { nodes { id } } } } }'
    expect(costOf(query, { n: 10, m: 3 })).toEqual({ nodes: 52, leaves: 30, units: 51 })
    expect(costOf(query, { n: 10 })).toEqual({ nodes: 72, leaves: 50, units: 71 })
    expect(costOf(query)).toEqual({ nodes: 142, leaves: 100, units: 141 })
  })
})

const listed = buildSchema(`
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    customer: Customer @cost(weight: 100)
    search(filter: Filter, filters: [Filter!], deep: Deep, exact: String @cost(weight: 7)): [Customer!] @listSize(assumedSize: 3)
    page(size: Int, alike: Int): Page @listSize(assumedSize: 4, slicingArguments: ["size", "alike"], sizedFields: ["items"])
  }
  type Mutation { free: Int @cost(weight: 0) rename: Int }
  type Subscription { feed: Customer @cost(weight: 20) one: Customer }
  type Page { items: [Customer!] others: [Customer!] }
  type Customer @cost(weight: 2) { id: ID! orders: Int @cost(weight: 5) }
  input Filter { name: String identifier: String @cost(weight: 50) }
  input Deep { filters: [[Filter!]!] self: Deep }
`)

describe('the units of an operation', () => {
  it.each([
    ['are those of its objects', '{ search { id } }', 3 * 2],
    ['of a field once for each object, whatever its type', '{ search { id orders } }', 3 * (2 + 5)],
    ['of a field at the root', '{ customer { id } a: customer { id } }', 2 * (100 + 2)],
    ['of an argument that is given', '{ search(exact: "x") { id } }', 7 + 6],
    ['and that is not null', '{ search(exact: null) { id } }', 6],
    ['of a field of an input', '{ search(filter: { name: "x", identifier: "1" }) { id } }', 50 + 6],
    [
      'for each item of a list',
      '{ search(filters: [{ identifier: "1" }, { name: "x" }, { identifier: "2" }]) { id } }',
      106,
    ],
    ['at any depth', '{ search(deep: { self: { filters: [[{ identifier: "1" }]] } }) { id } }', 56],
    ['by the assumed size of a page', '{ page { items { id } others { id } } }', 1 + 4 * 2 + 10 * 2],
    ['or by the size that is given', '{ page(size: 7) { items { id } } }', 1 + 7 * 2],
    ['of each mutation ten, unless the schema says less', 'mutation { rename free a: rename }', 20],
    ['of a subscription what the schema says', 'subscription { feed { id } }', 22],
    ['or one', 'subscription { one { id } }', 3],
  ])('are %s', (_, query, units) => {
    expect(costOf(query, {}, listed).units).toBe(units)
  })

  it('depend on variables', () => {
    const units = (query: string, variables: Record<string, unknown>) =>
      costOf(query, variables, listed).units
    const whole = 'query ($filter: Filter) { search(filter: $filter) { id } }'
    expect(units(whole, { filter: { identifier: '1' } })).toBe(56)
    expect(units(whole, { filter: { name: 'x' } })).toBe(6)
    expect(units(whole, { filter: null })).toBe(6)
    expect(units(whole, {})).toBe(6)
    const part = 'query ($of: String) { search(filters: [{ identifier: $of }], exact: $of) { id } }'
    expect(units(part, { of: '1' })).toBe(63)
    expect(units(part, {})).toBe(6)
    expect(units('query ($n: Int) { page(alike: $n) { items { id } } }', { n: 9 })).toBe(19)
  })

  it('are never less than nothing', () => {
    const wrong = buildSchema(`
      directive @cost(weight: Int!) on FIELD_DEFINITION
      type Query { free: Int @cost(weight: -1) }
    `)
    expect(() => readCostRules(wrong)).toThrow(
      'Query.free: expected @cost with a weight of 0 or more, got -1',
    )
  })
})

describe('the costs of Elo', () => {
  const { schema, costRules } = createPlanningSupergraph(readSchemaFile('supergraph.graphql'))
  const units = (query: string, variables: Record<string, unknown> = {}) => {
    const document = parse(query)
    const [operation] = document.definitions
    const root = schema.getQueryType()
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) throw new Error('expected a query')
    const source = {
      schema,
      fragments: fragmentsOf(document),
      interfaceObjects: new Set<string>(),
      costRules,
    }
    return costNow(compileSelection(root, operation.selectionSet, source).cost, variables).units
  }

  it('make it slow to find out which identifiers exist', () => {
    expect(units('{ customer(id: "cus_1") { id } }')).toBe(1)
    expect(units('{ customerByIdentifier(identifier: { type: PHONE, value: "1" }) { id } }')).toBe(101)
    expect(
      units('{ mergePreview(customerId: "cus_1", otherCustomerId: "cus_2") { customer { id } } }'),
    ).toBeGreaterThan(100)
    const search = 'query ($filter: CustomerFilter) { customers(first: 1, filter: $filter) { nodes { id } } }'
    expect(units(search, {})).toBe(12)
    expect(units(search, { filter: { identifier: '987' } })).toBe(112)
    expect(units(search, { filter: { tags: ['vip'] } })).toBe(12)
  })

  it('are small for a page of the history', () => {
    expect(units('{ customer(id: "cus_1") { history(last: 20) { nodes { id actor { name } } } } }')).toBe(
      1 + 2 + 1 + 20 * 2,
    )
  })

  it('are higher for the stream of all customers', () => {
    expect(costRules.ofField('Subscription', 'customerHistory')).toBe(1)
    expect(costRules.ofField('Subscription', 'interactionFeed')).toBe(20)
    expect(costRules.listSize('Message', 'attachments')).toEqual({
      assumedSize: 3,
      slicingArguments: [],
      sizedFields: [],
    })
  })
})
