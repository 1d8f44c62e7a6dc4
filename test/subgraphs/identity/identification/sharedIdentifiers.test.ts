import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import {
  type Fault,
  type Given,
  type IdentityGraph,
  mail,
  phone,
  startIdentity,
} from '../support/startIdentity.ts'

let graph: IdentityGraph
const rules = rulesOf('{ "sharedSuggestedAbove": 2, "types": { "CNPJ": { "limit": 1 } } }', 'rules')
beforeAll(async () => void (graph = await startIdentity({ rules })))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => phone(`+55119${(next += 1)}`)
const newMail = () => mail(`person${(next += 1)}@example.com`)
const cnpjs = ['11222333000181', '12345678000195', '98765432000198']
const cnpj = (index: number): Given => ({ type: 'CNPJ', value: cnpjs[index] ?? '' })
const cpfs = ['52998224725', '11144477735', '39053344705']
const cpf = (index: number): Given => ({ type: 'CPF', value: cpfs[index] ?? '' })

async function mark(identifier: Given, reason?: string) {
  const { markIdentifierShared } = await graph.ask<{
    markIdentifierShared: { customers: { id: string }[]; userErrors: Fault[] }
  }>(
    `mutation ($input: MarkIdentifierSharedInput!) {
      markIdentifierShared(input: $input) { customers { id } userErrors { code message field } }
    }`,
    { input: { identifier, ...(reason !== undefined && { reason }) } },
  )
  return markIdentifierShared
}

async function unmark(identifier: Given) {
  const { unmarkIdentifierShared } = await graph.ask<{
    unmarkIdentifierShared: { customer: { id: string } | null; userErrors: Fault[] }
  }>(
    `mutation ($input: UnmarkIdentifierSharedInput!) {
      unmarkIdentifierShared(input: $input) { customer { id } userErrors { code message field } }
    }`,
    { input: { identifier } },
  )
  return unmarkIdentifierShared
}

async function identifiersOf(id: string | undefined) {
  const { customer } = await graph.ask<{
    customer: { identifiers: { value: string; shared: boolean; suspectedShared: boolean }[] } | null
  }>('query ($id: ID!) { customer(id: $id) { identifiers { value shared suspectedShared } } }', { id })
  return customer?.identifiers ?? []
}

describe('an identifier that is marked as shared', () => {
  it('identifies no customer alone', async () => {
    const shop = newPhone()
    await graph.identify([shop])
    await mark(shop, 'telephone of the shop')
    const { userErrors, customer, created } = await graph.identify([shop])

    expect([customer, created]).toEqual([null, false])
    expect(userErrors).toEqual([
      {
        code: 'SHARED_VALUE',
        field: ['identifiers'],
        message: 'identifiers: expected one that belongs to one customer, got only shared ones (PHONE)',
      },
    ])
    expect(await graph.identify([shop], { dryRun: true })).toMatchObject({ userErrors })
    expect(await graph.byIdentifier('PHONE', shop.value)).toBeNull()
  })

  it('merges no customers, and is shown on each that holds it', async () => {
    const [shop, one, other] = [newPhone(), newMail(), newMail()]
    const first = await graph.identify([shop, one])
    await mark(shop)
    const second = await graph.identify([shop, other])

    expect(second.created).toBe(true)
    expect(second.customer?.id).not.toBe(first.customer?.id)
    for (const { customer } of [first, second])
      expect(await identifiersOf(customer?.id)).toContainEqual({
        value: shop.value,
        shared: true,
        suspectedShared: false,
      })
    expect((await mark(shop)).customers.map(({ id }) => id)).toEqual([
      first.customer?.id,
      second.customer?.id,
    ])
  })

  it('is found by searches on each customer that holds it', async () => {
    const shop = newPhone()
    const people = [await graph.identify([shop, newMail()])]
    await mark(shop)
    people.push(await graph.identify([shop, newMail()]))
    const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
      'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }',
      { filter: { identifier: shop.value } },
    )
    expect(customers.nodes.map(({ id }) => id).sort()).toEqual(
      people.map(({ customer }) => customer?.id).sort(),
    )
  })

  it('is shown once on a customer when two of their profiles hold it', async () => {
    const shop = newPhone()
    await mark(shop)
    const [one, other] = [await graph.identify([shop, newMail()]), await graph.identify([shop, newMail()])]
    const { customer } = await graph.merge(one.customer?.id ?? '', other.customer?.id ?? '')
    expect(customer?.identifiers.filter(({ value }) => value === shop.value)).toHaveLength(1)
  })

  it('is held once by many at once', async () => {
    const [shop, person] = [newPhone(), newMail()]
    await mark(shop)
    await graph.identify([person])
    const answers = await Promise.all(Array.from({ length: 10 }, () => graph.identify([shop, person])))
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
    expect((await mark(shop)).customers).toHaveLength(1)
  })

  it('need not belong to a customer', async () => {
    const finance = mail('financeiro@example.com')
    expect(await mark(finance)).toEqual({ customers: [], userErrors: [] })
    expect((await graph.identify([finance, newPhone()])).created).toBe(true)
    expect((await graph.identify([finance, newPhone()])).created).toBe(true)
  })

  it('belongs to the profile that held it longest when it is unmarked', async () => {
    const [shop, one, other] = [newPhone(), newMail(), newMail()]
    const first = await graph.identify([one, shop])
    await mark(shop)
    const second = await graph.identify([other, shop])
    const people = () =>
      Promise.all([first, second].map(({ customer }) => graph.customer(customer?.id ?? '')))
    const before = await people()

    expect((await unmark(shop)).customer?.id).toBe(first.customer?.id)
    expect((await graph.byIdentifier('PHONE', shop.value))?.id).toBe(first.customer?.id)
    await mark(shop)
    expect(await people()).toEqual(before)
  })

  it('may be unmarked when no customer ever had it', async () => {
    const shop = newPhone()
    await mark(shop)
    await unmark(shop)
    expect((await graph.identify([shop])).created).toBe(true)
  })

  it('is refused by field when it cannot be one', async () => {
    expect((await mark(phone('12'))).userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['identifier', 'value'] },
    ])
    expect((await mark(newPhone(), 'r'.repeat(1_001))).userErrors).toMatchObject([
      { code: 'TOO_LONG', field: ['reason'] },
    ])
  })
})

describe('an identifier that is suspected to be shared', () => {
  it.each([
    ['more customers than the rules expect claimed it', cnpj, [false, false, true]],
    ['records that contradict each other claimed it', cpf, [false, true, true]],
  ])('is one when %s, and those customers hold it once it is marked', async (_when, record, expected) => {
    const shop = newPhone()
    const people = []
    const suggested: (boolean | undefined)[] = []
    for (const index of [0, 1, 2]) {
      people.push(await graph.identify([record(index), shop]))
      const held = await identifiersOf(people[0]?.customer?.id)
      suggested.push(held.find(({ value }) => value === shop.value)?.suspectedShared)
    }
    expect(new Set(people.map(({ customer }) => customer?.id)).size).toBe(3)
    expect(suggested).toEqual(expected)

    const { customers } = await mark(shop, 'a shop')
    expect(customers.map(({ id }) => id)).toEqual(people.map(({ customer }) => customer?.id))
    for (const { id } of customers)
      expect(await identifiersOf(id)).toContainEqual({
        value: shop.value,
        shared: true,
        suspectedShared: false,
      })
  })
})
