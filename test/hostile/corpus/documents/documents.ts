import { nested } from '../../support/nestedPages.ts'
import type { Attack, Expected } from '../attack.ts'
import { customers, invalid, operation, refused } from './document.ts'

const tooCostly: Expected = { refused: ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'] }
const typeChain = (levels: number) => `${'ofType { '.repeat(levels)} name ${'}'.repeat(levels)}`

/** Documents that cost much to plan or to execute, or that ask for what nobody may ask. */
export const documents: readonly Attack[] = [
  {
    name: 'pages in pages',
    finding: 'F1',
    sent: operation(customers(nested(3, '(last: 100)'))),
    expected: tooCostly,
  },
  {
    name: 'pages in pages of the default size',
    finding: 'F1',
    sent: operation(customers(nested(4, ''))),
    expected: tooCostly,
  },
  {
    name: 'page sizes in variables',
    finding: 'F1',
    sent: operation(`query ($n: Int!) ${customers(nested(3, '(last: $n)'))}`, { variables: { n: 100 } }),
    expected: tooCostly,
  },
  {
    name: 'pages in the answer of a mutation',
    finding: 'F1',
    sent: operation(
      `mutation { renameCustomer(input: { customerId: "cus_x", name: "x" }) { customer { ${nested(4, '(last: 100)')} } } }`,
    ),
    expected: refused,
  },
  { name: 'levels beyond the limit', sent: operation(customers(nested(30, '(last: 1)'))), expected: invalid },
  {
    name: 'a circle of fragments',
    sent: operation('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    expected: invalid,
  },
  {
    name: 'a fragment that spreads itself',
    sent: operation('{ ...A } fragment A on Query { __typename ...A }'),
    expected: invalid,
  },
  {
    name: 'introspection nested by ofType',
    sent: operation(`{ __schema { types { fields { type { ${typeChain(60)} } } } } }`),
    expected: refused,
  },
  {
    name: 'two operations and no name',
    sent: operation('query A { __typename } query B { __typename }'),
    expected: { refused: 'OPERATION_RESOLUTION_FAILURE' },
  },
  {
    name: 'the name of an operation that every object has',
    sent: operation('query A { __typename }', { operationName: '__proto__' }),
    expected: { refused: 'OPERATION_RESOLUTION_FAILURE' },
  },
  {
    name: 'an operation with a name of 900 KB',
    finding: 'F26',
    sent: operation(`query ${'N'.repeat(900_000)} { __typename }`),
    expected: { refused: 'GRAPHQL_VALIDATION_FAILED' },
  },
  {
    name: 'an unknown field with a name of 900 KB',
    finding: 'F26',
    sent: operation(`{ ${'n'.repeat(900_000)} }`),
    expected: { refused: 'GRAPHQL_VALIDATION_FAILED' },
  },
  {
    name: 'an alias that every object has',
    sent: operation('{ __proto__: __typename constructor: __typename }'),
    expected: { harmless: /"constructor":"Query"/u },
  },
  {
    name: 'a number of 1e999 in the text',
    finding: 'F23',
    sent: operation('{ customers(first: 1e999) { nodes { id } } }'),
    expected: invalid,
  },
  {
    name: 'a number of 10,000 digits in the text',
    sent: operation(`{ customers(first: ${'9'.repeat(10_000)}) { nodes { id } } }`),
    expected: invalid,
  },
  {
    name: 'a page of 101',
    sent: operation('{ customers(first: 101) { nodes { id } } }'),
    expected: { harmless: /BAD_USER_INPUT/u },
  },
  {
    name: 'a page of -1',
    sent: operation('{ customers(first: -1) { nodes { id } } }'),
    expected: { harmless: /BAD_USER_INPUT/u },
  },
  {
    name: 'NUL and signs of control',
    sent: operation('{ customers(filter: { name: "\\u0000\\u0007" }) { nodes { id } } }'),
    expected: { harmless: /"nodes":\[\]|BAD_USER_INPUT/u },
  },
  {
    name: 'half of a character in the text',
    finding: 'F25',
    sent: operation('{ customers(filter: { name: "\\ud83d" }) { nodes { id } } }'),
    expected: refused,
  },
  {
    name: 'a text that turns the direction of writing',
    sent: operation('{ customers(filter: { name: "\\u202e\\u2066" }) { nodes { id } } }'),
    expected: { harmless: /"nodes":\[\]/u },
  },
  {
    name: 'code in a text, with the mark of a compiler',
    finding: 'F33',
    sent: operation(
      '{ customers(filter: { name: "__validNode\\"); process.exit(1); (\\"" }) { nodes { id } } }',
    ),
    expected: { harmless: /"nodes":\[\]/u },
  },
  {
    name: 'a subscription with two fields',
    sent: operation(
      'subscription { interactionFeed { cursor } customerHistory(customerId: "x") { cursor } }',
    ),
    expected: refused,
  },
  {
    name: 'a subscription of introspection',
    sent: operation('subscription { __schema { queryType { name } } }'),
    expected: refused,
  },
  { name: '_service from outside', sent: operation('{ _service { sdl } }'), expected: invalid },
  {
    name: '_entities from outside',
    sent: operation(
      '{ _entities(representations: [{ __typename: "Customer", id: "cus_x" }]) { __typename } }',
    ),
    expected: invalid,
  },
  {
    name: 'a directive of the federation',
    sent: operation('{ customers @requiresScopes(scopes: []) { nodes { id } } }'),
    expected: invalid,
  },
  {
    name: '@defer and @stream',
    sent: operation('{ customers { nodes @stream { id } ... @defer { pageInfo { hasNextPage } } } }'),
    expected: invalid,
  },
]
