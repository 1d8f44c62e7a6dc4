import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type Fault, type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
const rules = rulesOf('{ "types": { "TELEGRAM": { "limit": 1 } } }', 'rules')
beforeAll(async () => void (graph = await startIdentity({ rules })))
afterAll(() => graph.stop())

const { newCustomer } = createCustomerActs(() => graph)

type Answer = Record<string, unknown> & { userErrors: Fault[] }
const customerField = 'customer { id }'
const separated = 'customer { id } separatedCustomer { id }'

async function run(mutation: string, input: object, principal: Principal = demoPrincipal): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const steps = 'resolution { rule outcome values message }'
  const fields: Record<string, string> = {
    unmergeCustomer: `${separated} ${steps}`,
    decideProfilesDifferent: `${separated} ${steps}`,
    withdrawProfileDecision: 'decision',
    markIdentifierShared: 'customers { id }',
  }
  const { answer } = await graph.ask<{ answer: Answer }>(
    `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${fields[mutation] ?? customerField} userErrors { code message field } } }`,
    { input },
    createRequestScope(),
    principal,
  )
  return answer
}

/** Two customers, and what has to be done with them before each mutation. */
const inputs: Record<string, (ana: string, bia: string) => Promise<object>> = {
  mergeCustomers: async (ana, bia) => ({ customerId: ana, otherCustomerId: bia }),
  async unmergeCustomer(ana, bia) {
    await graph.merge(ana, bia)
    return { profileId: bia }
  },
  decideProfilesSame: async (ana, bia) => ({ profileId: ana, otherProfileId: bia }),
  async decideProfilesDifferent(ana, bia) {
    await graph.merge(ana, bia)
    return { profileId: ana, otherProfileId: bia }
  },
  async withdrawProfileDecision(ana, bia) {
    const pair = { profileId: ana, otherProfileId: bia }
    await run('decideProfilesSame', pair)
    return pair
  },
  async markIdentifierShared(ana) {
    const [held] = (await graph.customer(ana))?.identifiers ?? []
    return { identifier: { type: held?.type, value: held?.value } }
  },
  async unmarkIdentifierShared(ana) {
    const [held] = (await graph.customer(ana))?.identifiers ?? []
    const input = { identifier: { type: held?.type, value: held?.value } }
    await run('markIdentifierShared', input)
    return input
  },
  renameCustomer: async (ana) => ({ customer: { id: ana }, name: 'Ana Souza' }),
  tagCustomer: async (ana) => ({ customer: { id: ana }, tags: ['vip'] }),
  async untagCustomer(ana) {
    await run('tagCustomer', { customer: { id: ana }, tags: ['vip'] })
    return { customer: { id: ana }, tags: ['vip'] }
  },
  setCustomerAttributes: async (ana) => ({
    customer: { id: ana },
    attributes: [{ name: 'cidade', value: 'Santos' }],
  }),
  recordConsent: async (ana) => ({ customer: { id: ana }, purpose: 'marketing', decision: 'GRANTED' }),
}

describe.each(Object.entries(inputs))('an idempotency key of %s', (mutation, prepare) => {
  it('gives a retry the first answer, and writes nothing again', async () => {
    const input = {
      ...(await prepare(await newCustomer(), await newCustomer())),
      idempotencyKey: randomUUID(),
    }
    const first = await run(mutation, input)
    const state = await graph.state()
    const facts = await graph.connection.collection('facts').find().toArray()

    expect(first.userErrors).toEqual([])
    expect(await run(mutation, input)).toEqual(first)
    expect(await graph.state()).toEqual(state)
    expect(await graph.connection.collection('facts').find().toArray()).toEqual(facts)
  })

  it('is a conflict for another content, and another key for another caller', async () => {
    const idempotencyKey = randomUUID()
    const first = await prepare(await newCustomer(), await newCustomer())
    await run(mutation, { ...first, idempotencyKey })
    const other = await prepare(await newCustomer(), await newCustomer())
    const partner: Principal = { ...demoPrincipal, kind: 'PARTNER', id: 'partner' }

    expect((await run(mutation, { ...other, idempotencyKey })).userErrors).toEqual([
      {
        code: 'IDEMPOTENCY_CONFLICT',
        field: ['idempotencyKey'],
        message: 'idempotencyKey: expected the content it was first used with, got another',
      },
    ])
    expect((await run(mutation, { ...other, idempotencyKey }, partner)).userErrors).toEqual([])
  })

  it('is refused when it is blank or longer than 255 characters', async () => {
    const input = await prepare(await newCustomer(), await newCustomer())
    const codes = async (idempotencyKey: string) =>
      (await run(mutation, { ...input, idempotencyKey })).userErrors.map(({ code, field }) => [code, field])

    expect(await codes(' ')).toEqual([['REQUIRED', ['idempotencyKey']]])
    expect(await codes('k'.repeat(256))).toEqual([['TOO_LONG', ['idempotencyKey']]])
  })
})

describe('an idempotency key', () => {
  it('gives the steps of a separation again, with their values', async () => {
    const [ofAna, ofBia] = [phone('+5511911110001', true), phone('+5511911110002', true)]
    const ana = (await graph.identify([ofAna])).customer?.id ?? ''
    const bia = (await graph.identify([ofBia, { type: 'TELEGRAM', value: '1' }])).customer?.id ?? ''
    await graph.merge(ana, bia)
    await graph.identify([ofAna, { type: 'TELEGRAM', value: '2' }])
    const input = { profileId: bia, idempotencyKey: randomUUID() }
    const first = await run('unmergeCustomer', input)

    expect(first['resolution']).toMatchObject([{ rule: 'LIMIT', outcome: 'ATTACHED', values: ['2'] }])
    expect(await run('unmergeCustomer', input)).toEqual(first)
  })

  it('may be used once with each mutation', async () => {
    const idempotencyKey = randomUUID()
    const { customer } = await graph.identify([mail('once@example.com')], { idempotencyKey })
    const tagged = await run('tagCustomer', { customer: { id: customer?.id }, tags: ['vip'], idempotencyKey })

    expect(tagged).toEqual({ customer: { id: customer?.id }, userErrors: [] })
  })

  it('gives concurrent requests one answer', async () => {
    const input = {
      customerId: await newCustomer(),
      otherCustomerId: await newCustomer(),
      idempotencyKey: '1',
    }
    const answers = await Promise.all(Array.from({ length: 5 }, () => run('mergeCustomers', input)))

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.userErrors).toEqual([])
  })

  it('is not used up by a call that was refused', async () => {
    const [ana, idempotencyKey] = [await newCustomer(), randomUUID()]
    const refused = await run('mergeCustomers', { customerId: ana, otherCustomerId: ana, idempotencyKey })
    expect(refused.userErrors).toMatchObject([{ code: 'SAME_CUSTOMER' }])
    const input = { customerId: ana, otherCustomerId: await newCustomer(), idempotencyKey }
    expect((await run('mergeCustomers', input)).userErrors).toEqual([])
  })

  it('counts the ids of a profile with either prefix as the same content', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await graph.merge(ana, bia)
    const idempotencyKey = randomUUID()
    const first = await run('unmergeCustomer', { profileId: bia, idempotencyKey })

    expect(await run('unmergeCustomer', { profileId: bia.replace('cus_', 'pro_'), idempotencyKey })).toEqual(
      first,
    )
  })
})
