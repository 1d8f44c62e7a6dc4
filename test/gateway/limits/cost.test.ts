import { buildSchema, Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { compileSelection } from '../../../gateway/execution/compileSelection.ts'
import { costNow } from '../../../gateway/limits/costOf.ts'
import { readCostRules } from '../../../gateway/limits/costRules.ts'
import { fragmentsOf } from '../../../gateway/execution/fieldsOf.ts'

const schema = buildSchema(`
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

const costRules = readCostRules(schema)

function costOf(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  const [operation] = document.definitions
  const root = schema.getQueryType()
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) throw new Error('expected a query')
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
