import { nested } from '../support/nestedPages.ts'
import type { Attack, Expected, SentOperation } from './attack.ts'

const operation = (query: string, more: Partial<SentOperation> = {}): SentOperation => ({
  by: 'operation',
  query,
  ...more,
})
const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n))
const joined = (count: number, text: (n: number) => string) => times(count, text).join(' ')

const invalid: Expected = { refused: 'GRAPHQL_VALIDATION_FAILED' }
const unparsable: Expected = { refused: 'GRAPHQL_PARSE_FAILED' }
const tooCostly: Expected = { refused: ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'] }
const refused: Expected = {
  refused: ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST'],
}
const customers = (selection: string) => `{ customers(first: 100) { nodes { ${selection} } } }`
const typeChain = (levels: number) => `${'ofType { '.repeat(levels)} name ${'}'.repeat(levels)}`

/** Documents that cost much to parse, to validate, to plan or to execute. */
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
  {
    name: '3,000 changes in one document',
    finding: 'F3',
    sent: operation(
      `mutation { ${joined(3_000, (n) => `a${n}: tagCustomer(input: {}) { userErrors { code } }`)} }`,
    ),
    expected: refused,
  },
  {
    name: '1,000 queries in one document',
    finding: 'F3',
    sent: operation(`{ ${joined(1_000, (n) => `a${n}: customers(first: 1) { nodes { id } }`)} }`),
    expected: invalid,
  },
  {
    name: 'selections nested 50,000 deep',
    sent: operation(`${'{ a '.repeat(50_000)}${'}'.repeat(50_000)}`),
    expected: refused,
  },
  { name: 'levels beyond the limit', sent: operation(customers(nested(30, '(last: 1)'))), expected: invalid },
  {
    name: 'inline fragments nested 20,000 deep',
    sent: operation(`{ ${'... { '.repeat(20_000)} __typename ${'}'.repeat(20_000)} }`),
    expected: refused,
  },
  {
    name: 'a list nested 20,000 deep in the text',
    sent: operation(`{ customer(id: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`),
    expected: refused,
  },
  {
    name: 'a type of a variable nested 20,000 deep',
    sent: operation(`query ($a: ${'['.repeat(20_000)}Int${']'.repeat(20_000)}) { __typename }`),
    expected: refused,
  },
  {
    name: '4,000 aliases of one field',
    sent: operation(customers(joined(4_000, (n) => `a${n}: name`))),
    expected: invalid,
  },
  {
    name: '20,000 repeats of one field',
    sent: operation(customers(joined(20_000, () => 'name'))),
    expected: refused,
  },
  {
    name: '9,000 repeats of one field',
    sent: operation(customers(joined(9_000, () => 'name'))),
    expected: invalid,
  },
  {
    name: '3,000 repeats of a field with fields',
    sent: operation(customers(joined(3_000, () => 'profiles { id }'))),
    expected: invalid,
  },
  {
    name: '700 fragments that select the same',
    sent: operation(
      `${customers(joined(700, (n) => `...F${n}`))} ${joined(700, (n) => `fragment F${n} on Customer { history { nodes { id kind } } }`)}`,
    ),
    expected: invalid,
  },
  {
    name: 'repeats in a fragment that nothing uses',
    sent: operation(`{ __typename } fragment F on Customer { ${joined(3_000, () => 'profiles { id }')} }`),
    expected: invalid,
  },
  {
    name: 'repeats in an operation that is not asked for',
    sent: operation(`query A { __typename } query B ${customers(joined(3_000, () => 'profiles { id }'))}`, {
      operationName: 'A',
    }),
    expected: invalid,
  },
  {
    name: '7,000 unknown directives, within the tokens',
    sent: operation(`{ __typename ${joined(7_000, (n) => `@d${n}`)} }`),
    expected: invalid,
  },
  {
    name: '3,000 variables that nothing uses',
    sent: operation(`query (${joined(3_000, (n) => `$v${n}: Int`)}) { __typename }`),
    expected: invalid,
    validatesTokens: 12_000,
  },
  {
    name: '14,000 values in the text',
    sent: operation(`{ customers(filter: { tags: [${joined(14_000, () => '"a"')}] }) { nodes { id } } }`),
    expected: { harmless: /BAD_USER_INPUT/u },
    validatesTokens: 14_000,
  },
  {
    name: '10,000 directives on one field',
    sent: operation(`{ __typename ${joined(10_000, () => '@include(if: true)')} }`),
    expected: refused,
  },
  {
    name: '10,000 unknown directives',
    sent: operation(`{ __typename ${joined(10_000, (n) => `@d${n}`)} }`),
    expected: refused,
  },
  {
    name: '300 variables in conditions',
    sent: operation(
      `query (${joined(300, (n) => `$v${n}: Boolean! = true`)}) { ${joined(90, (n) => `a${n}: __typename @include(if: $v${n})`)} }`,
    ),
    expected: { harmless: /"data"|GRAPHQL_VALIDATION_FAILED/u },
  },
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
    name: 'a bomb of fragments, each spread ten times in the next',
    sent: operation(
      `{ customers { nodes { ...F9 } } } fragment F0 on Customer { name } ${joined(9, (n) => `fragment F${n + 1} on Customer { ${joined(10, (m) => `a${m}: profiles { id } ...F${n}`)} }`)}`,
    ),
    expected: refused,
  },
  {
    name: 'a chain of 4,000 fragments',
    finding: 'F23',
    sent: operation(
      `{ customers { nodes { ...F4000 } } } fragment F0 on Customer { id } ${joined(4_000, (n) => `fragment F${n + 1} on Customer { ...F${n} }`)}`,
    ),
    expected: refused,
  },
  {
    name: '5,000 fragments that nothing uses',
    sent: operation(`{ __typename } ${joined(5_000, (n) => `fragment F${n} on Query { __typename }`)}`),
    expected: refused,
  },
  {
    name: 'overlapping fields in 500 pairs',
    sent: operation(`{ ${joined(90, (n) => `x: customers(first: ${n + 1}) { nodes { id } }`)} }`),
    expected: refused,
  },
  {
    name: 'overlapping fields in nested fragments',
    sent: operation(
      `{ customers { nodes { ${joined(100, (n) => `...F${n}`)} } } } ${joined(100, (n) => `fragment F${n} on Customer { h: history { nodes { ${joined(20, (m) => `i${m}: id`)} } } }`)}`,
    ),
    expected: { harmless: /"data"|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT/u },
  },
  {
    name: 'introspection nested by ofType',
    sent: operation(`{ __schema { types { fields { type { ${typeChain(60)} } } } } }`),
    expected: refused,
  },
  {
    name: 'introspection in circles',
    sent: operation(`{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`),
    expected: refused,
  },
  {
    name: '90 whole introspections in one document',
    sent: operation(
      `{ ${joined(90, (n) => `s${n}: __schema { types { name fields { name args { name } type { name } } } }`)} }`,
    ),
    expected: refused,
  },
  {
    name: '100,000 tokens',
    sent: operation(`{ customers(filter: { tags: [${'"a" '.repeat(100_000)}] }) { nodes { id } } }`),
    expected: unparsable,
  },
  { name: '1 MB of commas', sent: operation(`{ ${','.repeat(1_000_000)} }`), expected: unparsable },
  {
    name: '4 MB of a comment',
    sent: { ...operation(''), json: JSON.stringify({ query: `{ __typename } #${'x'.repeat(900_000)}` }) },
    expected: { harmless: /"__typename":"Query"/u },
  },
  {
    name: '20,000 operations in one document',
    sent: operation(joined(9_000, (n) => `query Q${n} { __typename }`)),
    expected: { refused: ['OPERATION_RESOLUTION_FAILURE', 'GRAPHQL_PARSE_FAILED'] },
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
