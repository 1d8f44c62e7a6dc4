import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { addConversation, assignedTo, customerWith, ofDepartments } from '../support/restrictedCallers.ts'
import { type IdentityGraph, phone, pro, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
const { newCustomer, write } = createCustomerActs(() => graph)

/** A customer who is seen, of two profiles, and one who is not; the ids of what belongs to them. */
type Ids = { customer: string; telephone: string; interaction: string; change: string; conversation: string }
let seen: Ids & { other: string }
let hidden: Ids

async function create(person: string): Promise<Ids & { other: string }> {
  const telephone = newPhone()
  const customer = (await graph.identify([phone(telephone)], { name: 'Ana' })).customer?.id ?? ''
  const other = await newCustomer('Ana Prado')
  await graph.merge(customer, other)
  const change = await graph.connection
    .collection<{ _id: string }>('interactions')
    .findOne({ profileId: customer, kind: 'IDENTITY' })
  const interaction = await write(customer, 'EMAIL')
  const conversation = await addConversation(graph.connection, other, { person })
  return { customer, other, telephone, interaction, change: change?._id ?? '', conversation }
}

beforeAll(async () => {
  graph = await startIdentity()
  seen = await create('7')
  hidden = await create('8')
})
afterAll(() => graph.stop())

const missing = (): Ids => ({
  customer: newId('cus'),
  telephone: newPhone(),
  interaction: newId('int'),
  change: newId('int'),
  conversation: newId('cnv'),
})

/** An answer, with its errors, in which the ids that were asked for are replaced. */
async function answerTo(query: string, ids: Ids, caller?: Principal): Promise<string> {
  const variables = Object.fromEntries(
    Object.entries({ ...ids, profile: pro(ids.customer), seen: seen.customer }).filter(([name]) =>
      query.includes(`$${name}`),
    ),
  )
  const answer = await graph
    .ask<unknown>(query, variables, createRequestScope(), caller)
    .catch((error: unknown) => (error instanceof Error ? error.message : error))
  return Object.entries({ ...variables, profile: pro(ids.customer) }).reduce(
    (text, [name, value]) => text.replaceAll(value, `<${name}>`),
    JSON.stringify(answer),
  )
}

const reference = (type: string, key: string) =>
  `_entities(representations: [{ __typename: "${type}", ${key} }]) { __typename ... on ${type} { id } }`
const tell = 'customer { id } userErrors { code field message }'
const entries: [what: string, query: string, nothing: string][] = [
  [
    'customer',
    'query ($customer: ID!) { customer(id: $customer) { id name identifiers { value } } }',
    'null',
  ],
  ['node of a customer', 'query ($customer: ID!) { node(id: $customer) { id } }', 'null'],
  ['node of a profile', 'query ($profile: ID!) { node(id: $profile) { id } }', 'null'],
  ['node of an interaction', 'query ($interaction: ID!) { node(id: $interaction) { id } }', 'null'],
  ['node of a change of identity', 'query ($change: ID!) { node(id: $change) { id } }', 'null'],
  ['node of a conversation', 'query ($conversation: ID!) { node(id: $conversation) { id } }', 'null'],
  [
    'customerByIdentifier',
    'query ($telephone: String!) { customerByIdentifier(identifier: { type: PHONE, value: $telephone }) { id profiles { id } } }',
    'null',
  ],
  ['a reference by id', `query ($customer: ID!) { ${reference('Customer', 'id: $customer')} }`, '[null]'],
  [
    'a reference by a profile',
    `query ($customer: ID!) { ${reference('Customer', 'profileId: $customer')} }`,
    '[null]',
  ],
  [
    'a reference to a change of identity',
    `query ($change: ID!) { ${reference('IdentityChange', 'id: $change')} }`,
    '[null]',
  ],
  [
    'mergePreview with them first',
    `query ($customer: ID!, $seen: ID!) { mergePreview(customerId: $customer, otherCustomerId: $seen) { ${tell} profiles { id } } }`,
    'no customer has the id <customer>',
  ],
  [
    'mergePreview with them second',
    `query ($customer: ID!, $seen: ID!) { mergePreview(customerId: $seen, otherCustomerId: $customer) { ${tell} profiles { id } } }`,
    'no customer has the id <customer>',
  ],
]
const mutations: typeof entries = [
  ['tagCustomer', 'customer: { id: $customer }, tags: ["vip"]'],
  ['untagCustomer', 'customer: { id: $customer }, tags: ["vip"]'],
  ['setCustomerAttributes', 'customer: { id: $customer }, attributes: [{ name: "a", value: "b" }]'],
  ['recordConsent', 'customer: { id: $customer }, purpose: "marketing", decision: GRANTED'],
].map(([name, input]) => [
  `${name}`,
  `mutation ($customer: ID!) { ${name}(input: { ${input} }) { ${tell} } }`,
  'customer.id: no customer has the id <customer>',
])

describe.each([
  ['a caller with assigned customers', () => assignedTo('7'), [...entries, ...mutations]],
  // The customer is known by the id of their younger profile.
  ['a customer', () => customerWith(seen.other), [...entries, ...mutations.slice(3)]],
] as const)('%s', (_who, caller, all) => {
  it.each(all)('gets by %s of others what it gets when there is nothing', async (_what, query, nothing) => {
    let [ofHidden, ofMissing] = ['', '']
    const commands = await graph.commandsOf(async () => {
      ofHidden = await answerTo(query, hidden, caller())
    })
    const asMany = await graph.commandsOf(async () => {
      ofMissing = await answerTo(query, missing(), caller())
    })
    expect(ofHidden).toBe(ofMissing)
    expect(ofHidden).toContain(nothing)
    // Neither the time of the answer.
    expect(commands).toEqual(asMany)
    // It is there for those who see all customers.
    expect(await answerTo(query, hidden)).not.toContain(nothing)
  })

  it.each(all)('gets by %s of its own what everybody gets', async (_what, query) => {
    // A preview of a merge with themself.
    expect(await answerTo(query, seen, caller())).toBe(await answerTo(query, seen))
  })
})

describe('references of one request', () => {
  it('are checked in two commands, whoever they are of', async () => {
    const third = await create('7')
    const ids = [hidden.customer, seen.customer, seen.other, newId('cus'), third.other]
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { id } } }'
    const of = ids.map((profileId) => ({ __typename: 'Customer', profileId }))
    let answer: unknown
    const commands = await graph.commandsOf(async () => {
      answer = await graph.ask(query, { of }, createRequestScope(), assignedTo('7'))
    })
    const [one, other] = [{ id: seen.customer }, { id: third.customer }]
    expect(answer).toEqual({ _entities: [null, one, one, null, other] })
    expect(commands).toEqual(['aggregate', 'aggregate'])
  })
})

describe('a bot with assigned customers', () => {
  it('sees the customers that are assigned to it as a bot', async () => {
    const customer = await newCustomer('Bia')
    await addConversation(graph.connection, customer, { bot: 'ana-bot' })
    const query = 'query ($id: ID!) { customer(id: $id) { name } }'
    const ask = (actorId: string) =>
      graph.ask(query, { id: customer }, createRequestScope(), assignedTo(actorId))
    expect([await ask('ana-bot'), await ask('7')]).toEqual([
      { customer: { name: 'Bia' } },
      { customer: null },
    ])
  })
})

describe('what leads from a customer to others', () => {
  it('does not lead to those who are hidden', async () => {
    const [own, other] = [await newCustomer('Clara'), await newCustomer('Dora')]
    await addConversation(graph.connection, own, { person: '9' })
    await addConversation(graph.connection, other, { person: '10' })
    await graph.merge(own, other)
    const separate = `mutation ($input: DecideProfilesDifferentInput!) { decideProfilesDifferent(input: $input) { userErrors { code } } }`
    await graph.ask(separate, { input: { profileId: own, otherProfileId: other } })
    const change = await graph.connection
      .collection<{ _id: string }>('interactions')
      .findOne({ profileId: own, 'body.change': 'UNMERGED' })
    const query = `query ($id: ID!, $change: ID!) {
      customer(id: $id) { profiles { decisions { otherProfile { id } } } }
      node(id: $change) { ... on IdentityChange { profiles { id } } }
    }`
    const ask = (caller?: Principal) =>
      graph.ask(query, { id: own, change: change?._id }, createRequestScope(), caller)
    expect(await ask()).toEqual({
      customer: { profiles: [{ decisions: [{ otherProfile: { id: pro(other) } }] }] },
      node: { profiles: [{ id: pro(own) }, { id: pro(other) }] },
    })
    expect(await ask(assignedTo('9'))).toEqual({
      customer: { profiles: [{ decisions: [] }] },
      node: { profiles: [{ id: pro(own) }] },
    })
  })
})

describe('a caller of some departments', () => {
  it('finds conversations of these and of none by node', async () => {
    const customer = await newCustomer()
    const [sales, support, none] = [
      await addConversation(graph.connection, customer, { team: 'Sales' }),
      await addConversation(graph.connection, customer, { team: 'Support' }),
      await addConversation(graph.connection, customer),
    ]
    const query = 'query ($id: ID!) { node(id: $id) { id } }'
    const ask = (id: string) => graph.ask(query, { id }, createRequestScope(), ofDepartments('Sales', 'Café'))
    expect([await ask(sales), await ask(support), await ask(none)]).toEqual([
      { node: { id: sales } },
      { node: null },
      { node: { id: none } },
    ])
  })
})
