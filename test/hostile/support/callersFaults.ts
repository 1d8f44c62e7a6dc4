import type { Question } from './send.ts'

const chain = (length: number) =>
  Array.from({ length }, (_, n) => `fragment F${n + 1} on Customer { ...F${n} }`).join(' ')

const action = `mutation ($input: RecordActionInput!) {
  recordAction(input: $input) { action { id details } userErrors { code message field } }
}`
const actionInput = (details: string, more = '') =>
  `{"customer":{"identifiers":[{"type":"PHONE","value":"+5511961110001"}]},"type":"PAYMENT","actor":{"kind":"AI"},"details":${details}${more}}`

/** An action with the JSON text `details`, unchanged. */
export function actionWith(details: string): string {
  return `{"query":${JSON.stringify(action)},"variables":{"input":${actionInput(details)}}}`
}

/** The same with an amount of money. */
export function actionWithAmount(amount: string): string {
  const more = `,"amount":{"amount":${amount},"currency":"BRL"}`
  return `{"query":${JSON.stringify(action)},"variables":{"input":${actionInput('null', more)}}}`
}

const literal = (fields: string): Question => ({
  query: `mutation { recordAction(input: {
    customer: { identifiers: [{ type: PHONE, value: "+5511961110001" }] } type: PAYMENT actor: { kind: AI } ${fields}
  }) { action { id } userErrors { code } } }`,
})

/** Bodies with mistakes of a caller that could be mistaken for internal errors. */
export const callersFaults: Record<string, string | Question> = {
  'a Decimal of 1e999 in the text': literal('amount: { amount: 1e999, currency: "BRL" }'),
  'a Decimal of 1e999 in JSON': actionWithAmount('1e999'),
  'JSON of 1e999 in the text': literal('details: { a: 1e999 }'),
  'a page size of 1e999': { query: '{ customers(first: 1e999) { nodes { id } } }' },
  'a chain of 4,000 fragments': {
    query: `{ customers { nodes { ...F4000 } } } fragment F0 on Customer { id } ${chain(4_000)}`,
  },
  'a chain of 40,000 fragments': {
    query: `{ customers { nodes { ...F40000 } } } fragment F0 on Customer { id } ${chain(40_000)}`,
  },
  'JSON nested 100,000 deep': actionWith(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'objects nested 100,000 deep': actionWith(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  'an input of the wrong type nested 100,000 deep': `{"query":"query ($id: ID!) { customer(id: $id) { id } }","variables":{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  'a list nested 100,000 deep in the text': literal(`details: ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'selections nested 50,000 deep': { query: `${'{ a '.repeat(50_000)}${'}'.repeat(50_000)}` },
  'pages nested 3,000 deep': {
    query: `{ customers { nodes { ${'history { nodes { customer { '.repeat(3_000)} id ${'} } }'.repeat(3_000)} } } }`,
  },
  'inline fragments nested 50,000 deep': {
    query: `{ ${'... { '.repeat(50_000)} __typename ${'}'.repeat(50_000)} }`,
  },
  'a type of a variable nested 50,000 deep': {
    query: `query ($a: ${'['.repeat(50_000)}Int${']'.repeat(50_000)}) { customers { nodes { id } } }`,
  },
  'a cursor of 1 MB': { query: `{ customers(after: "${'x'.repeat(1_000_000)}") { nodes { id } } }` },
  'an id of 1 MB': { query: `{ customer(id: "${'x'.repeat(1_000_000)}") { id } }` },
}
