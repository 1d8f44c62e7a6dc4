import type { Attack, Expected, Facts, SentOperation } from './attack.ts'

const customer = 'query ($id: ID!) { customer(id: $id) { id name } }'
const recordMessage =
  'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } userErrors { code } } }'
const nothing: Expected = { harmless: /"customer":null|BAD_USER_INPUT|NOT_FOUND/u }
const operation = (query: string, variables: Record<string, unknown> = {}): SentOperation => ({
  by: 'operation',
  query,
  variables,
})

const page =
  'query ($id: ID!, $after: String) { customer(id: $id) { history(first: 5, after: $after) { nodes { id } } } }'
const changes =
  'query ($id: ID!, $after: String) { changes(customerId: $id, after: $after) { events { cursor interaction { id } } } }'
const invalidCursor: Expected = { harmless: /INVALID_CURSOR/u }

const byFacts =
  (query: string, variables: (facts: Facts) => Record<string, unknown>) =>
  (facts: Facts): SentOperation =>
    operation(query, variables(facts))

/** Cursors that Elo did not make for this place, and ids of other types and of other customers. */
export const forgeries: readonly Attack[] = [
  {
    name: 'a cursor of another customer in a page',
    sent: byFacts(page, (facts) => ({ id: facts.customerId, after: facts.otherStreamCursor })),
    expected: invalidCursor,
  },
  {
    name: 'a cursor of another customer in changes',
    sent: byFacts(changes, (facts) => ({ id: facts.customerId, after: facts.otherStreamCursor })),
    expected: invalidCursor,
  },
  {
    name: 'a cursor of a page in changes',
    sent: byFacts(changes, (facts) => ({ id: facts.customerId, after: facts.otherPageCursor })),
    expected: invalidCursor,
  },
  {
    name: 'a cursor of 60 KB',
    finding: 'F31',
    sent: byFacts(changes, ({ customerId: id }) => ({ id, after: 'A'.repeat(60_000) })),
    expected: invalidCursor,
  },
  {
    name: 'a cursor of JSON with an operator',
    sent: byFacts(changes, ({ customerId: id }) => ({
      id,
      after: Buffer.from('{"$gt":""}').toString('base64url'),
    })),
    expected: invalidCursor,
  },
  {
    name: 'the id of a message as a customer',
    sent: byFacts(customer, ({ messageId: id }) => ({ id })),
    expected: nothing,
  },
  {
    name: 'the id of a message as a node that names no type',
    sent: operation('query { node(id: "int_") { __typename } }'),
    expected: { harmless: /"node":null|BAD_USER_INPUT/u },
  },
  {
    name: 'a merge of a customer with itself',
    sent: byFacts(
      'query ($id: ID!) { mergePreview(customerId: $id, otherCustomerId: $id) { survivingCustomer { id } } }',
      ({ customerId: id }) => ({ id }),
    ),
    expected: { harmless: /"mergePreview"|BAD_USER_INPUT/u },
  },
  {
    name: 'a message in the name of Chatwoot',
    finding: 'F4',
    sent: byFacts(recordMessage, ({ customerId: id }) => ({
      input: {
        customer: { id },
        channel: 'WHATSAPP',
        actor: { kind: 'CUSTOMER' },
        text: 'forged',
        source: { system: 'Chatwoot ', externalId: 'message:1:600002', version: 9007199254740991 },
      },
    })),
    expected: { harmless: /"message":null,"userErrors":\[\{"code":"INVALID_VALUE"/u },
  },
  {
    name: 'a message in a conversation of another customer',
    finding: 'F6',
    sent: byFacts(recordMessage, ({ customerId: id, otherConversationId: conversationId }) => ({
      input: {
        customer: { id },
        channel: 'WHATSAPP',
        actor: { kind: 'CUSTOMER' },
        text: 'forged',
        conversationId,
      },
    })),
    expected: { harmless: /"message":null,"userErrors":\[\{"code":"CONFLICT"/u },
  },
]
