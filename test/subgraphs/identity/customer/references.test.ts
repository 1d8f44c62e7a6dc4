import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, phone, pro, startIdentity, wholeCustomer } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer } = createCustomerActs(() => graph)

describe('a reference to a Customer', () => {
  const referenceQuery = /* GraphQL */ `
    ${wholeCustomer}
    query ($of: [_Any!]!) {
      _entities(representations: $of) {
        ... on Customer {
          ...whole
        }
      }
    }
  `

  it('by id or by any profile answers with the whole customer, all in one command', async () => {
    const [older, younger, single] = [await newCustomer('Ana'), await newCustomer(), await newCustomer('Bia')]
    await graph.merge(older, younger)
    const of = [
      { __typename: 'Customer', id: older },
      { __typename: 'Customer', profileId: younger },
      { __typename: 'Customer', id: younger },
      { __typename: 'Customer', profileId: single },
      { __typename: 'Customer', profileId: newId('cus') },
      { __typename: 'Customer', profileId: 'nonsense' },
    ]
    let entities: unknown[] = []
    const commands = await graph.commandsOf(async () => {
      entities = (await graph.ask<{ _entities: unknown[] }>(referenceQuery, { of }))._entities
    })

    expect(commands).toEqual(['aggregate'])
    const [whole, alone] = [await graph.customer(older), await graph.customer(single)]
    expect(entities).toEqual([whole, whole, whole, alone, null, null])
  })

  it('sees what the request has written before', async () => {
    const [a, b] = [await newCustomer('Ana'), await newCustomer('Bia')]
    const scope = createRequestScope()
    const refer = () =>
      graph.ask<{ _entities: unknown[] }>(
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { id profileIds } } }',
        { of: [{ __typename: 'Customer', profileId: b }] },
        scope,
      )
    await refer()
    await graph.ask(
      'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { customer { id } } }',
      { input: { customerId: a, otherCustomerId: b } },
      scope,
    )

    expect(await refer()).toEqual({ _entities: [{ id: a, profileIds: [a, b] }] })
  })
})

describe('a reference to an IdentityChange', () => {
  const changeOf = async (ids: string[]) => {
    const { _entities } = await graph.ask<{ _entities: unknown[] }>(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on IdentityChange { id change reason profiles { id } } } }',
      { of: ids.map((id) => ({ __typename: 'IdentityChange', id })) },
    )
    return _entities
  }
  const changesIn = async (profileId: string) => {
    const found = await graph.connection
      .collection<{ _id: string }>('interactions')
      .find({ profileId, kind: 'IDENTITY' }, { sort: { seq: 1 } })
      .toArray()
    return found.map(({ _id }) => _id)
  }

  it('has the change, the reason and the profiles, with two commands for any number of references', async () => {
    const [a, b] = [await newCustomer(), await newCustomer()]
    await graph.merge(b, a, 'same voice')
    await graph.unmerge(a)
    const ids = await changesIn(a)
    const of = [...ids, newId('int')]

    expect(await graph.commandsOf(() => changeOf(of))).toEqual(['find', 'find'])
    expect(await changeOf(of)).toEqual([
      { id: ids[0], change: 'MERGED', reason: 'same voice', profiles: [{ id: pro(a) }, { id: pro(b) }] },
      { id: ids[1], change: 'UNMERGED', reason: null, profiles: [{ id: pro(b) }, { id: pro(a) }] },
      null,
    ])
  })

  it('has the rule in words when no reason was given', async () => {
    const [telephone, other] = [newPhone(), newPhone()]
    await graph.identify([phone(telephone)])
    await graph.identify([phone(other)])
    const { customer } = await graph.identify([phone(telephone), phone(other)])

    expect(await changeOf(await changesIn(customer?.id ?? ''))).toMatchObject([
      {
        change: 'MERGED',
        reason: 'Identifiers of both were given together.',
        profiles: customer?.profileIds.map((id) => ({ id: pro(id) })),
      },
    ])
  })
})
