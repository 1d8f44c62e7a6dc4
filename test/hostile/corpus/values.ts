import type { Attack, Expected, SentOperation } from './attack.ts'

const customer = 'query ($id: ID!) { customer(id: $id) { id name } }'
const search = 'query ($filter: CustomerFilter) { customers(filter: $filter, first: 2) { nodes { id } } }'
const byIdentifier =
  'query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) { id } }'
const kinds =
  'query ($kinds: [InteractionKind!]) { customer(id: "cus_x") { history(filter: { kinds: $kinds }) { nodes { id } } } }'
const identify =
  'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } userErrors { code } } }'
const recordAction =
  'mutation ($input: RecordActionInput!) { recordAction(input: $input) { action { id } userErrors { code } } }'

const operation = (query: string, variables: Record<string, unknown> = {}): SentOperation => ({
  by: 'operation',
  query,
  variables,
})
/** Variables as JSON text, which JavaScript could not hold. */
const withJson = (query: string, variables: string): SentOperation => ({
  by: 'operation',
  query,
  json: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
})

const wrong: Expected = { refused: 'BAD_USER_INPUT' }
const nothing: Expected = { harmless: /"customer":null|BAD_USER_INPUT|NOT_FOUND/u }
const noCustomer: Expected = { harmless: /"customerByIdentifier":null|BAD_USER_INPUT/u }
const noneFound: Expected = { harmless: /"nodes":\[\]|BAD_USER_INPUT/u }

/** Operators of MongoDB and regular expressions where a value is expected. */
const injections: readonly Attack[] = [
  { name: 'an operator as an id', sent: operation(customer, { id: { $ne: null } }), expected: wrong },
  {
    name: 'an operator as the text of an id',
    sent: operation(customer, { id: '{"$ne":null}' }),
    expected: nothing,
  },
  { name: '$where as an id', sent: operation(customer, { id: 'cus_x"; sleep(5000); "' }), expected: nothing },
  { name: 'a list as an id', sent: operation(customer, { id: ['cus_x'] }), expected: wrong },
  {
    name: 'an operator in an identifier',
    sent: operation(byIdentifier, { identifier: { type: 'PHONE', value: { $gt: '' } } }),
    expected: wrong,
  },
  {
    name: 'an operator as the type of an identifier',
    sent: operation(byIdentifier, { identifier: { type: { $ne: 'PHONE' }, value: '1' } }),
    expected: wrong,
  },
  {
    name: 'an operator as the text of an identifier',
    sent: operation(byIdentifier, { identifier: { type: 'EMAIL', value: '{"$gt":""}' } }),
    expected: noCustomer,
  },
  {
    name: 'a regular expression in an identifier',
    sent: operation(byIdentifier, { identifier: { type: 'EMAIL', value: '.*@.*' } }),
    expected: noCustomer,
  },
  {
    name: 'a regular expression in a search',
    finding: 'F8',
    sent: operation(search, { filter: { identifier: '^(a+)+$' } }),
    expected: noneFound,
  },
  {
    name: 'a regular expression in a name',
    sent: operation(search, { filter: { name: '(.*)*.*(.*)*' } }),
    expected: noneFound,
  },
  {
    name: 'a part of an identifier that most customers have',
    finding: 'F8',
    sent: operation(search, { filter: { identifier: '+55' } }),
    expected: { harmless: /"nodes":\[\{/u },
  },
  {
    name: 'an operator in a filter of tags',
    sent: operation(search, { filter: { tags: [{ $exists: true }] } }),
    expected: wrong,
  },
  {
    name: 'an operator as a department',
    sent: operation(search, { filter: { departments: ['$where', { $ne: 1 }] } }),
    expected: wrong,
  },
  {
    name: 'keys of operators in a JSON value',
    sent: operation(recordAction, {
      input: {
        customer: { id: 'cus_x' },
        type: 'PAYMENT',
        actor: { kind: 'AI' },
        details: { $where: 'sleep(1000)', 'a.b': 1 },
      },
    }),
    expected: { harmless: /"action":null/u },
  },
  {
    name: '__proto__ and constructor in a JSON value',
    sent: withJson(
      recordAction,
      '{"input":{"customer":{"id":"cus_x"},"type":"PAYMENT","actor":{"kind":"AI"},"details":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"scopes":["audit:read"]}}}}}',
    ),
    expected: { harmless: /"action":null/u },
  },
  {
    name: '__proto__ as a variable',
    sent: withJson(customer, '{"__proto__":{"id":"cus_x"},"id":"cus_x"}'),
    expected: nothing,
  },
  {
    name: '__proto__ in an input',
    sent: withJson(byIdentifier, '{"identifier":{"__proto__":{"type":"PHONE"},"value":"1"}}'),
    expected: wrong,
  },
  {
    name: 'code of a template in a name',
    sent: operation(search, { filter: { name: '${process.env.HOME}{{7*7}}' } }),
    expected: noneFound,
  },
  { name: 'a path as an id', sent: operation(customer, { id: '../../../../etc/passwd' }), expected: nothing },
]

/** Values that cost much to check, or that JSON and JavaScript read differently. */
const numbersAndLists: readonly Attack[] = [
  {
    name: '100,000 wrong items of a list',
    finding: 'F2',
    sent: operation(kinds, { kinds: Array.from({ length: 100_000 }, () => 'x') }),
    expected: wrong,
  },
  {
    name: '20,000 objects without their fields',
    finding: 'F2',
    sent: operation(identify, { input: { identifiers: Array.from({ length: 20_000 }, () => ({})) } }),
    expected: wrong,
  },
  {
    name: '20,000 unknown fields',
    finding: 'F2',
    sent: operation(identify, {
      input: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, n])),
    }),
    expected: wrong,
  },
  {
    name: '200,000 values',
    sent: operation(search, { filter: { tags: Array.from({ length: 200_000 }, () => 'a') } }),
    expected: wrong,
  },
  {
    name: '21 tags',
    sent: operation(search, { filter: { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) } }),
    expected: { harmless: /BAD_USER_INPUT/u },
  },
  {
    name: '1e999 as a page size',
    finding: 'F23',
    sent: withJson('query ($n: Int) { customers(first: $n) { nodes { id } } }', '{"n":1e999}'),
    expected: wrong,
  },
  {
    name: '9007199254740993 in a JSON value',
    finding: 'F25',
    sent: withJson(
      recordAction,
      '{"input":{"customer":{"id":"cus_x"},"type":"PAYMENT","actor":{"kind":"AI"},"details":{"a":9007199254740993}}}',
    ),
    expected: wrong,
  },
  {
    name: 'half of a character in a variable',
    finding: 'F25',
    sent: withJson(search, '{"filter":{"name":"\\ud83d"}}'),
    expected: wrong,
  },
  {
    name: 'NUL in an identifier',
    sent: operation(byIdentifier, { identifier: { type: 'EMAIL', value: 'a\u0000@b.example' } }),
    expected: noCustomer,
  },
  {
    name: 'JSON nested 100,000 deep',
    finding: 'F23',
    sent: withJson(customer, `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    expected: { refused: ['BAD_USER_INPUT', 'BAD_REQUEST'] },
  },
  { name: 'an id of 900 KB', sent: operation(customer, { id: 'x'.repeat(900_000) }), expected: nothing },
  {
    name: 'an identifier of 900 KB',
    sent: operation(byIdentifier, { identifier: { type: 'PHONE', value: '5'.repeat(900_000) } }),
    expected: noCustomer,
  },
  {
    name: 'a name of 900 KB',
    sent: operation(search, { filter: { name: 'a '.repeat(450_000) } }),
    expected: noneFound,
  },
  {
    name: 'an e-mail address that backtracks',
    sent: operation(byIdentifier, { identifier: { type: 'EMAIL', value: `${'a.'.repeat(50_000)}@` } }),
    expected: noCustomer,
  },
  {
    name: 'a date beyond time',
    sent: operation('query ($p: PeriodInput) { customers(filter: { lastContact: $p }) { nodes { id } } }', {
      p: { from: '+275761-01-01T00:00:00.000Z' },
    }),
    expected: { harmless: /BAD_USER_INPUT|"nodes":\[\]/u },
  },
]

/** Values in variables and in the text that are an attack. */
export const values: readonly Attack[] = [...injections, ...numbersAndLists]
