import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { addConversation, assignedTo, ofDepartments } from '../support/restrictedCallers.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, write } = createCustomerActs(() => graph)

it('counts the interactions that the caller may read', async () => {
  const [customerId, otherCustomerId] = [await newCustomer('Ana'), await newCustomer('Ana')]
  for (const department of ['Sales', 'Finance', null])
    for (const visibility of ['PUBLIC', 'INTERNAL'] as const)
      await write(customerId, 'EMAIL', { department, visibility })
  await write(otherCustomerId, 'WHATSAPP', { department: 'Finance' })
  for (const id of [customerId, otherCustomerId]) await addConversation(graph.connection, id, { person: '7' })

  const query = `query ($customerId: ID!, $otherCustomerId: ID!) {
    mergePreview(customerId: $customerId, otherCustomerId: $otherCustomerId) {
      interactions { channel ofCustomer ofOtherCustomer }
      userErrors { code }
    }
  }`
  const counts = async (caller: Principal) => {
    const { mergePreview } = await graph.ask<{ mergePreview: { interactions: object[] } }>(
      query,
      { customerId, otherCustomerId },
      createRequestScope(),
      caller,
    )
    return mergePreview
  }
  const preview = (mails: number, others: number) => ({
    interactions: [
      { channel: 'EMAIL', ofCustomer: mails, ofOtherCustomer: 0 },
      ...(others > 0 ? [{ channel: 'WHATSAPP', ofCustomer: 0, ofOtherCustomer: others }] : []),
    ],
    userErrors: [],
  })
  const withoutNotes = (caller: Principal) => ({ ...caller, scopes: ['customers:read'] })
  expect(await counts(assignedTo('7'))).toEqual(preview(6, 1))
  expect(await counts(withoutNotes(assignedTo('7')))).toEqual(preview(3, 1))
  expect(await counts(ofDepartments('Sales'))).toEqual(preview(4, 0))
  expect(await counts(withoutNotes(assignedTo('7', ['Finance'])))).toEqual(preview(2, 1))
})
