import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factModel } from '../../../../subgraphs/identity/attributes/factModel.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, knownOf, newCustomer } = createCustomerActs(() => graph)

describe('setCustomerAttributes', () => {
  it('puts the newest value in force in whatever order they arrive, and keeps the others', async () => {
    const customerId = await newCustomer()
    const values = [
      { name: 'cidade', value: 'Santos', setAt: '2026-05-02T00:00:00.000Z' },
      { name: 'cidade', value: 'São Paulo', setAt: '2026-05-03T00:00:00.000Z' },
      { name: 'cidade', value: 'Campinas', setAt: '2026-05-01T00:00:00.000Z' },
    ]
    for (const value of [...values, ...values])
      await change('setCustomerAttributes', {
        customer: { id: customerId },
        attributes: [value],
        source: 'erp',
      })

    expect((await knownOf(customerId)).attributes).toEqual([
      {
        name: 'cidade',
        type: 'STRING',
        value: 'São Paulo',
        source: 'erp',
        history: [{ value: 'São Paulo' }, { value: 'Santos' }, { value: 'Campinas' }],
      },
    ])
  })

  it('stores numbers, booleans and dates in one spelling', async () => {
    const customerId = await newCustomer()
    const { customer } = await change('setCustomerAttributes', {
      customer: { id: customerId },
      attributes: [
        { name: 'a', type: 'NUMBER', value: ' +0012.50 ' },
        { name: 'b', type: 'NUMBER', value: '-0' },
        { name: 'c', type: 'BOOLEAN', value: 'TRUE' },
        { name: 'd', type: 'DATE', value: '2026-02-28' },
        { name: 'e', type: 'DATE', value: '2026-02-28T10:00:00-03:00' },
      ],
    })
    expect(customer?.attributes.map(({ value }) => value)).toEqual([
      '12.5',
      '0',
      'true',
      '2026-02-28',
      '2026-02-28T13:00:00.000Z',
    ])
  })

  it.each([
    ['NUMBER', 'twelve', 'INVALID_VALUE', 'value'],
    ['BOOLEAN', 'yes', 'INVALID_VALUE', 'value'],
    ['DATE', '2026-02-30', 'INVALID_VALUE', 'value'],
    ['STRING', ' ', 'INVALID_VALUE', 'value'],
    ['STRING', 'x'.repeat(1_001), 'TOO_LONG', 'value'],
  ])('refuses the %s "%s"', async (type, value, code, field) => {
    const attributes = [{ name: 'a', type, value }]
    const { userErrors } = await change('setCustomerAttributes', {
      customer: { id: await newCustomer() },
      attributes,
    })
    expect(userErrors).toMatchObject([{ code, field: ['attributes', '0', field] }])
  })

  it('is done by an identification too, which is rolled back when the attributes exceed a limit', async () => {
    const value = newPhone()
    const attributes = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({ name: `a${from + index}`, value: 'x' }))
    const { customer } = await graph.identify([phone(value)], { attributes: attributes(50), source: 'form' })
    await graph.identify([phone(value)], { attributes: attributes(50, 50) })
    const { userErrors } = await graph.identify([phone(value), mail('form@example.com')], {
      attributes: attributes(1, 100),
    })

    expect(userErrors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await graph.customer(customer?.id ?? ''))?.identifiers).toHaveLength(1)
    const kept = (await knownOf(customer?.id ?? '')).attributes
    expect(kept).toHaveLength(100)
    expect(kept[0]).toMatchObject({ name: 'a0', value: 'x', source: 'form' })
  })

  it('refuses more than 100 attributes of one profile', async () => {
    const customerId = await newCustomer()
    const some = (from: number) =>
      Array.from({ length: 50 }, (_, index) => ({ name: `a${from + index}`, value: 'x' }))
    await change('setCustomerAttributes', { customer: { id: customerId }, attributes: some(0) })
    await change('setCustomerAttributes', { customer: { id: customerId }, attributes: some(50) })
    const { userErrors } = await change('setCustomerAttributes', {
      customer: { id: customerId },
      attributes: [{ name: 'one more', value: 'x' }],
    })
    expect(userErrors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await knownOf(customerId)).attributes).toHaveLength(100)
  })
})

describe('identifiers of two customers that together have too many attributes', () => {
  it('are refused by every way to merge the two', async () => {
    const ids: string[] = []
    for (let index = 0; index < 11; index += 1) ids.push(await newCustomer())
    const [ana = '', bia = '', ...others] = ids
    await factModel(graph.connection).insertMany(
      ids.flatMap((profileId, index) =>
        Array.from({ length: index === 0 ? 1 : 100 }, (_, at) => ({
          ...{ profileId, kind: 'ATTRIBUTE', name: `attribute ${index} ${at}`, channel: null },
          entries: [{ type: 'STRING', value: '1', source: null, evidence: null, at: graph.clock() }],
        })),
      ),
    )
    for (const other of others) await graph.merge(bia, other)
    const phones = await Promise.all(
      [ana, bia].map(async (id) => (await graph.customer(id))?.profiles[0]?.identifiers ?? []),
    )
    const message = 'expected a customer of at most 1000 attributes; it would have 1001'
    const refusal = { customer: null, userErrors: [{ code: 'CONFLICT', field: null, message }] }

    expect(await graph.merge(ana, bia)).toEqual(refusal)
    expect(await graph.identify(phones.flat())).toMatchObject(refusal)
    expect(await graph.identify(phones.flat(), { dryRun: true })).toMatchObject(refusal)
    const link = { profileId: ana, otherProfileId: bia, reason: 'the same person' }
    expect(await change('decideProfilesSame', link)).toMatchObject(refusal)
    expect((await graph.customer(ana))?.profileIds).toEqual([ana])
  })
})
