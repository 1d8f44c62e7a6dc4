import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileModel } from '../../../../subgraphs/identity/customer/profileModel.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { change, newCustomer, write } = createCustomerActs(() => graph)

describe('customers(filter)', () => {
  const idsOf = async (filter: object) =>
    (
      await graph.ask<{ customers: { nodes: { id: string }[] } }>(
        'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }',
        { filter },
      )
    ).customers.nodes.map(({ id }) => id)

  it('finds by tag, by department and by the last message of any profile, in one command', async () => {
    const [ana, bia, caio] = [
      await newCustomer('Xana'),
      await newCustomer('Xbia'),
      await newCustomer('Xcaio'),
    ]
    await change('tagCustomer', { customer: { id: bia }, tags: ['busca'] })
    const before = graph.clock()
    await write(ana, 'EMAIL')
    const between = graph.clock()
    await write(bia, 'EMAIL')
    await graph.merge(ana, bia)
    const [from, to] = [before.toISOString(), between.toISOString()]

    expect(await idsOf({ tags: ['busca'] })).toEqual([ana])
    expect(await idsOf({ name: 'x', departments: ['vendas', 'compras'] })).toEqual([ana])
    expect(await idsOf({ name: 'x', departments: ['suporte'] })).toEqual([])
    expect(await idsOf({ name: 'x', lastContact: { from: to } })).toEqual([ana])
    expect(await idsOf({ name: 'x', lastContact: { from, to } })).toEqual([])
    await graph.unmerge(bia)
    expect(await idsOf({ name: 'x', lastContact: { from, to } })).toEqual([ana])
    expect(await idsOf({ tags: ['busca'] })).toEqual([bia])
    expect(await idsOf({ name: 'xcaio' })).toEqual([caio])
    expect(await graph.commandsOf(() => idsOf({ departments: ['vendas'], lastContact: { from } }))).toEqual([
      'aggregate',
    ])
  })

  it('refuses a period without ends, and one that ends before it begins', async () => {
    const at = '2026-05-01T00:00:00.000Z'
    for (const lastContact of [{}, { from: at, to: at }])
      await expect(idsOf({ lastContact })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  it('finds the customers with any of several tags once each, newest first', async () => {
    const [ana, bia, caio] = [await newCustomer(), await newCustomer(), await newCustomer()]
    await change('tagCustomer', { customer: { id: ana }, tags: ['um', 'dois'] })
    await change('tagCustomer', { customer: { id: bia }, tags: ['dois'] })
    await change('tagCustomer', { customer: { id: caio }, tags: ['tres'] })

    expect(await idsOf({ tags: ['um', 'dois', 'quatro'] })).toEqual([bia, ana])
    expect(await idsOf({ tags: [] })).toEqual([])
    expect(await idsOf({ name: '', departments: [] })).toEqual([])
    const explained = await profileModel(graph.connection)
      .find({ isCanonical: true, 'customer.tags': { $in: ['um', 'dois', 'tres'] } })
      .sort({ createdAt: -1, _id: -1 })
      .hint({ isCanonical: 1, 'customer.tags': 1, createdAt: -1, _id: -1 })
      .explain('queryPlanner')
    expect(JSON.stringify(explained)).toContain('"stage":"SORT_MERGE"')
  })

  it.each(['tags', 'departments'])('refuses more than 20 %s', async (field) => {
    const filter = { [field]: Array.from({ length: 21 }, (_, index) => `${index}`) }
    await expect(idsOf(filter)).rejects.toMatchObject({
      message: `filter.${field}: expected at most 20, got 21`,
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})
