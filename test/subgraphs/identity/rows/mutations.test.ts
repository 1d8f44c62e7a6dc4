import { isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { addConversation, assignedTo, customerWith, ofDepartments } from '../support/restrictedCallers.ts'
import { type IdentityGraph, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, knownOf } = createCustomerActs(() => graph)

const fail = () => Promise.reject(new Error('expected a field with a resolver'))

async function tag(input: object, caller: Principal): Promise<unknown> {
  const mutation = `mutation ($input: TagCustomerInput!) {
    tagCustomer(input: $input) { customer { id tags } userErrors { code field message } }
  }`
  return (await graph.ask<{ tagCustomer: unknown }>(mutation, { input }, createRequestScope(), caller))
    .tagCustomer
}

describe('a mutation', () => {
  it('about several customers, or by identifiers, is refused to who does not see all customers', async () => {
    const { schema } = createIdentitySubgraph({
      connection: graph.connection,
      clock: graph.clock,
      logger: createLogger({ level: 'silent', name: 'test' }),
    })
    const type = schema.getMutationType()
    if (!isObjectType(type)) throw new Error('expected mutations')
    const refusalOf = async (name: string, principal: Principal) => {
      const field = type.getFields()[name]
      try {
        // The refusal comes before anything else is read.
        await Reflect.apply(field?.resolve ?? fail, null, [{}, {}, { principal }])
        return 'none'
      } catch (error) {
        return error instanceof Error && 'extensions' in error
          ? `${JSON.stringify(error.extensions)} ${error.message}`
          : 'none'
      }
    }
    const all = Object.keys(type.getFields())
    const refused = async (caller: Principal, words: string) => {
      const refusals = await Promise.all(all.map((name) => refusalOf(name, caller)))
      return all.filter(
        (name, index) =>
          refusals[index] === `{"code":"FORBIDDEN"} Mutation.${name}: expected a caller who ${words}`,
      )
    }
    const ofOne = ['tagCustomer', 'untagCustomer', 'setCustomerAttributes', 'recordConsent']
    expect(await refused(assignedTo('7'), 'sees all customers, got one who sees assigned ones')).toEqual(
      all.filter((name) => !ofOne.includes(name)),
    )
    expect(await refused(customerWith('cus_1'), 'serves customers, got a customer')).toEqual(
      all.filter((name) => name !== 'recordConsent'),
    )
    expect(await refused(ofDepartments('Sales'), 'sees all departments, got one who sees some')).toEqual([
      'eraseCustomer',
      'holdCustomer',
      'releaseCustomerHold',
    ])
  })

  it('about an assigned customer is carried out, by any of their ids', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await graph.merge(ana, bia)
    await addConversation(graph.connection, bia, { person: '7' })
    expect(await tag({ customer: { id: ana }, tags: ['vip'] }, assignedTo('7'))).toEqual({
      customer: { id: ana, tags: ['vip'] },
      userErrors: [],
    })
    expect(await tag({ customer: { id: bia }, tags: ['new'] }, assignedTo('7'))).toEqual({
      customer: { id: ana, tags: ['new', 'vip'] },
      userErrors: [],
    })
  })

  it('changes nothing of a customer who is not assigned', async () => {
    const ana = await newCustomer('Ana')
    await tag({ customer: { id: ana }, tags: ['vip'] }, assignedTo('7'))
    expect((await knownOf(ana)).tags).toEqual([])
  })

  it('by identifiers is refused with the way to do it, whether they are of a customer or not', async () => {
    const telephone = newPhone()
    const { customer } = await graph.identify([phone(telephone)])
    await addConversation(graph.connection, customer?.id ?? '', { person: '7' })
    const refusal = {
      customer: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['customer', 'identifiers'],
          message:
            'customer.identifiers: expected customer.id, because the caller does not see all customers',
        },
      ],
    }
    for (const value of [telephone, newPhone()]) {
      const input = { customer: { identifiers: [{ type: 'PHONE', value }] }, tags: ['vip'] }
      expect(await tag(input, assignedTo('7'))).toEqual(refusal)
    }
  })

  it('that is repeated does not answer with a customer who is no longer seen', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await graph.merge(ana, bia)
    await addConversation(graph.connection, bia, { person: '12' })
    const input = { customer: { id: bia }, tags: ['vip'], idempotencyKey: 'once' }
    const answer = { customer: { id: ana, tags: ['vip'] }, userErrors: [] }
    expect([await tag(input, assignedTo('12')), await tag(input, assignedTo('12'))]).toEqual([answer, answer])
    await graph.unmerge(bia)
    expect(await tag(input, assignedTo('12'))).toMatchObject({
      customer: null,
      userErrors: [{ code: 'NOT_FOUND', message: `customer.id: no customer has the id ${bia}` }],
    })
  })

  it('of a caller who sees all customers takes no more commands', async () => {
    const ana = await newCustomer('Ana')
    const commands = await graph.commandsOf(() =>
      tag({ customer: { id: ana }, tags: ['vip'] }, ofDepartments('Sales')),
    )
    expect(commands).toEqual(['aggregate', 'update', 'update', 'commitTransaction'])
  })
})
