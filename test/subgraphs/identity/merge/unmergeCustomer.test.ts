import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, logOf, write } = createCustomerActs(() => graph)

describe('unmergeCustomer', () => {
  it('makes the profile a customer by itself again', async () => {
    const [older, younger] = [await newCustomer('Ana'), await newCustomer('Bia')]
    const before = await Promise.all([graph.customer(older), graph.customer(younger)])
    await graph.merge(older, younger)
    const { customer, separatedCustomer, userErrors } = await graph.unmerge(younger, 'mother and daughter')

    expect(userErrors).toEqual([])
    expect([customer, separatedCustomer]).toEqual(before)
    expect(await Promise.all([graph.customer(older), graph.customer(younger)])).toEqual(before)
  })

  it('of the oldest profile leaves the others together, named for the oldest of them', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    const { customer, separatedCustomer } = await graph.unmerge(a)

    expect(customer).toMatchObject({ id: b, profileIds: [b, c] })
    expect(separatedCustomer).toMatchObject({ id: a, profileIds: [a] })
    expect(await graph.customer(c)).toEqual(customer)
  })

  it('is recorded in the logs of both customers, that of the surviving customer first', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    for (const text of ['one', 'two']) await write(c, 'WHATSAPP', { summary: text })
    await graph.unmerge(a, 'not he')

    const body: IdentityChangeBody = {
      change: 'UNMERGED',
      reason: 'not he',
      rule: 'MANUAL',
      customers: [[b, c], [a]],
      positions: { [a]: 3, [b]: 2, [c]: 3 },
      isTwin: false,
      twinProfileId: a,
    }
    const [ofB, ofA] = [(await logOf(b)).at(-1), (await logOf(a)).at(-1)]
    expect(ofB).toMatchObject({ seq: 2, summary: 'Customers separated: not he', body })
    expect(ofA).toMatchObject({ seq: 3, body: { ...body, isTwin: true, twinProfileId: b } })
  })

  it('gives back what was attached and named while it was merged', async () => {
    const [telephone, address, other] = [newPhone(), 'person@example.com', 'other@example.com']
    const { customer: ofMail } = await graph.identify([mail(address)], { name: 'Ana' })
    const { customer: ofPhone } = await graph.identify([phone(telephone)])
    await graph.merge(ofMail?.id ?? '', ofPhone?.id ?? '')
    await graph.identify([phone(telephone), mail(other)], { name: 'Bia' })
    const { customer, separatedCustomer } = await graph.unmerge(ofPhone?.id ?? '')

    expect(customer).toEqual(ofMail)
    expect(separatedCustomer).toMatchObject({ id: ofPhone?.id, name: 'Bia' })
    expect(separatedCustomer?.identifiers.map(({ value }) => value)).toEqual([other, telephone])
  })

  it.each([
    ['cus_1', 'INVALID_VALUE'],
    [newId('cus'), 'NOT_FOUND'],
  ])('names %s: %s', async (id, code) => {
    expect((await graph.unmerge(id)).userErrors).toMatchObject([{ code, field: ['profileId'] }])
  })

  it('refuses a customer of one profile', async () => {
    const id = await newCustomer()
    expect(await graph.unmerge(id)).toMatchObject({
      customer: null,
      separatedCustomer: null,
      userErrors: [{ code: 'NOT_MERGED', field: ['profileId'] }],
    })
  })

  it('of two profiles at once leaves three customers', async () => {
    const [a, b, c] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await graph.merge(a, b)
    await graph.merge(b, c)
    const another = await graph.startAnother()
    await Promise.all([graph.unmerge(b), another.unmerge(a)])

    for (const id of [a, b, c]) expect((await graph.customer(id))?.profileIds).toEqual([id])
  })
})
