import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, knownOf, newCustomer } = createCustomerActs(() => graph)

describe('tagCustomer and untagCustomer', () => {
  it('add and remove tags of any profile, and an unmerge gives them back', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await change('tagCustomer', { customer: { id: ana }, tags: [' vip ', 'novo'] })
    await change('tagCustomer', { customer: { id: bia }, tags: ['novo', 'atacado'] })
    await graph.merge(ana, bia)
    expect((await knownOf(bia)).tags).toEqual(['atacado', 'novo', 'vip'])

    const { customer } = await change('untagCustomer', { customer: { id: ana }, tags: ['novo', 'atacado'] })
    expect(customer?.tags).toEqual(['vip'])
    await graph.unmerge(bia)
    expect([(await knownOf(ana)).tags, (await knownOf(bia)).tags]).toEqual([['vip'], ['atacado', 'novo']])
  })

  it('refuse malformed tags and unknown customers', async () => {
    const customerId = await newCustomer()
    expect(
      (await change('tagCustomer', { customer: { id: customerId }, tags: [] })).userErrors,
    ).toMatchObject([{ code: 'REQUIRED', field: ['tags'] }])
    expect(
      (await change('tagCustomer', { customer: { id: customerId }, tags: [' ', 'x'.repeat(65)] })).userErrors,
    ).toMatchObject([
      { code: 'REQUIRED', field: ['tags', '0'] },
      { code: 'TOO_LONG', field: ['tags', '1'] },
    ])
    expect(
      (await change('untagCustomer', { customer: { id: newId('cus') }, tags: ['a'] })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND', field: ['customer', 'id'] }])
  })
})
