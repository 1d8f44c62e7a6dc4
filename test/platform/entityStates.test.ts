import { buildSubgraphSchema } from '@apollo/subgraph'
import { GraphQLScalarType, parse } from 'graphql'
import { expect, it } from 'vitest'
import { type AskedField, createStateOf } from '../../platform/entityStates.ts'
import { plainFields } from '../../platform/plainFields.ts'

const typeDefs = parse(/* GraphQL */ `
  scalar Day
  type Query {
    shop: String
  }
  type Customer @key(fields: "id") {
    id: ID!
    name: String
    history(last: Int = 20, kinds: [String!], since: Day): Page
    score: Int
  }
  type Page {
    nodes: [Item!]!
    size: Int
  }
  interface Item {
    id: ID!
  }
  type Message implements Item @key(fields: "id") {
    id: ID!
    text: String
    about: Page
    author: String
  }
  type Note implements Item {
    id: ID!
    author: String
  }
`)
const resolvers = {
  Day: new GraphQLScalarType({ name: 'Day', parseValue: (value) => new Date(String(value)) }),
  Customer: { history: () => null, score: () => 1 },
  Page: plainFields({ size: () => 2 }),
  Message: { ...plainFields({ text: () => 'plain' }), author: () => 'looked up' },
}
const schema = buildSubgraphSchema({ typeDefs, resolvers })

const told: { representation: unknown; asked: readonly AskedField[]; context: string }[] = []
const stateOf = createStateOf<string>(schema, {
  Customer: async (representation, asked, context) => {
    told.push({ representation, asked, context })
    return representation['id'] === 'nobody' ? null : `as at ${context}`
  },
  Message: async ({ id }) => String(id),
})

const ana = { __typename: 'Customer', id: 'ana' }
function state(selection: string, representations: unknown = [ana], more: Record<string, unknown> = {}) {
  const query = `query ($representations: [_Any!]!, $last: Int) { _entities(representations: $representations) { ${selection} } }`
  return stateOf(parse(query), { representations, ...more }, 'noon')
}

it('is what the room says of each entity, told which fields are asked that are not plain', async () => {
  told.length = 0
  const selection = '... on Customer { __typename name history(last: $last, kinds: ["NOTE"]) { size } }'
  expect(await state(selection, [ana], { last: 3 })).toBe('as at noon')
  expect(told).toEqual([
    {
      representation: ana,
      asked: [{ name: 'history', arguments: { last: 3, kinds: ['NOTE'] } }],
      context: 'noon',
    },
  ])
  const message = { __typename: 'Message', id: 'm1' }
  expect(await state(`${selection} ... on Message { text }`, [ana, message])).toBe('as at noon\nm1')
})

it('is told of arguments as a resolver has them: defaults filled in, values of their type', async () => {
  told.length = 0
  const query = `query ($representations: [_Any!]!, $last: Int = 7, $since: Day) {
    _entities(representations: $representations) { ... on Customer { history(last: $last, since: $since) { size } } }
  }`
  const representations = [ana]
  expect(await stateOf(parse(query), { representations, since: '2026-05-01' }, 'noon')).toBe('as at noon')
  expect(told[0]?.asked[0]?.arguments).toEqual({ last: 7, since: new Date('2026-05-01') })
  expect(await stateOf(parse(query), { representations, last: 'many' }, 'noon')).toBeNull()
})

it('is told where everything beneath is plain, through fragments and interfaces', async () => {
  const nodes = '... on Item { id ... on Message { ...Said } ... on Note { author } }'
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Customer { history { nodes { ${nodes} } } } }
  }
  fragment Said on Message { text about { size } }`
  expect(await stateOf(parse(query), { representations: [ana] }, 'noon')).toBe('as at noon')
})

it.each([
  ['a field beneath is looked up', '... on Customer { history { nodes { ... on Message { author } } } }'],
  [
    'a field of an interface is looked up for one of its types',
    '... on Customer { history { nodes { ... on Message { about { nodes { ... on Message { author } } } } } } }',
  ],
  ['there is no such field', '... on Customer { age }'],
  ['the type has no states', '... on Note { author }'],
  ['a type is selected twice', '... on Customer { name } ... on Customer { score }'],
])('is not told when %s', async (_, selection) => {
  expect(await state(selection)).toBeNull()
})

it('is not told of entities of which the room does not know it, or of what is no entities at all', async () => {
  const selection = '... on Customer { name }'
  expect(await state(selection, [ana, { ...ana, id: 'nobody' }])).toBeNull()
  expect(await state(selection, [{ __typename: 'Message', id: 'm1' }])).toBeNull()
  expect(await state(selection, 'nonsense')).toBeNull()
  expect(await stateOf(parse('{ shop }'), {}, 'noon')).toBeNull()
})
