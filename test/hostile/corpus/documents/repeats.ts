import type { Attack, Expected } from '../attack.ts'
import { customers, invalid, operation, refused } from './document.ts'

const unparsable: Expected = { refused: 'GRAPHQL_PARSE_FAILED' }
const joined = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ')

/** Documents that have or nest one part very often, so that they cost much to parse or to validate. */
export const repeats: readonly Attack[] = [
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
]
