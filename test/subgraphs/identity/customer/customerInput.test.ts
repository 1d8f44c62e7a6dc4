import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, knownOf, newCustomer } = createCustomerActs(() => graph)
const tag = (customer: object) => change('tagCustomer', { customer, tags: ['vip'] })

describe('the customer of a mutation that creates none', () => {
  it('is found by identifiers, and the change goes to the profile with the strongest', async () => {
    const [telephone, address] = [phone(newPhone()), mail('strongest@example.com')]
    const ana = (await graph.identify([telephone])).customer?.id ?? ''
    const bia = (await graph.identify([address])).customer?.id ?? ''
    await graph.merge(ana, bia)

    expect(
      (await tag({ identifiers: [address, telephone, mail('stranger@example.com')] })).userErrors,
    ).toEqual([])
    await graph.unmerge(bia)
    expect([(await knownOf(ana)).tags, (await knownOf(bia)).tags]).toEqual([['vip'], []])
    expect(await graph.byIdentifier('EMAIL', 'stranger@example.com')).toBeNull()
  })

  it.each([
    ['neither an id nor identifiers', {}, 'REQUIRED', ['customer']],
    ['no identifiers', { identifiers: [] }, 'REQUIRED', ['customer']],
    ['both', { id: newId('cus'), identifiers: [phone('+5511911112222')] }, 'INVALID_VALUE', ['customer']],
    ['a malformed id', { id: 'cus_1' }, 'INVALID_VALUE', ['customer', 'id']],
    ['an id of a profile', { id: newId('cus').replace('cus', 'pro') }, 'INVALID_VALUE', ['customer', 'id']],
    ['an unknown id', { id: newId('cus') }, 'NOT_FOUND', ['customer', 'id']],
    [
      'unknown identifiers',
      { identifiers: [phone('+5511911112222')] },
      'NOT_FOUND',
      ['customer', 'identifiers'],
    ],
    [
      'a malformed identifier',
      { identifiers: [phone('me')] },
      'INVALID_VALUE',
      ['customer', 'identifiers', '0', 'value'],
    ],
    [
      'more than 20 identifiers',
      { identifiers: Array.from({ length: 21 }, () => phone('+5511911112222')) },
      'TOO_LONG',
      ['customer', 'identifiers'],
    ],
  ])('is refused when the input has %s', async (_, customer, code, field) => {
    expect(await tag(customer)).toMatchObject({ customer: null, userErrors: [{ code, field }] })
  })

  it('is refused when the identifiers are of several customers, which stay apart', async () => {
    const [one, other] = [phone(newPhone()), phone(newPhone())]
    const ana = (await graph.identify([one])).customer?.id ?? ''
    await graph.identify([other])

    expect((await tag({ identifiers: [one, other] })).userErrors).toEqual([
      {
        code: 'CONFLICT',
        field: ['customer', 'identifiers'],
        message: 'customer.identifiers: expected those of one customer, got those of 2',
      },
    ])
    expect((await graph.customer(ana))?.profileIds).toEqual([ana])
  })

  it('is refused when all identifiers are shared', async () => {
    const shop = phone(newPhone())
    await graph.identify([shop])
    await graph.ask(
      'mutation ($input: MarkIdentifierSharedInput!) { markIdentifierShared(input: $input) { userErrors { code } } }',
      { input: { identifier: shop } },
    )
    expect((await tag({ identifiers: [shop] })).userErrors).toMatchObject([
      { code: 'SHARED_VALUE', field: ['customer', 'identifiers'] },
    ])
  })

  it('may have any id the customer ever had', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await graph.merge(ana, bia)
    expect(await tag({ id: bia })).toMatchObject({ customer: { tags: ['vip'] }, userErrors: [] })
  })
})
