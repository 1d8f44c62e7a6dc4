import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import { agentOf, assignedAgent, customerSelf } from '../../support/limitedCallers.ts'
import {
  byPhone,
  idOf,
  membersOf,
  openSubgraph,
  type SubgraphUnderTest,
} from '../../support/recordingSubgraphs.ts'

const phone = '11 98765-4321'
let subgraph: SubgraphUnderTest
let profileIds: string[]
let id: string

beforeAll(async () => {
  subgraph = await openSubgraph(createFeedbackSubgraph)
  const input = { customer: byPhone(phone), metric: 'CSAT', rating: 4, department: 'support' }
  id = idOf(await subgraph.mutate('recordFeedback', 'feedback { id }', input), 'feedback')
  profileIds = await subgraph.profilesOf(phone)
})
afterAll(() => subgraph.stop())

async function seenBy(principal: Principal): Promise<unknown[]> {
  const [customer, feedback] = await subgraph.entities(
    [
      { __typename: 'Customer', profileId: profileIds[0], profileIds },
      { __typename: 'Feedback', id },
    ],
    '... on Customer { feedback { nodes { id } pageInfo { hasNextPage } } } ... on Feedback { rating }',
    principal,
  )
  return [membersOf(customer)['feedback'] ?? null, feedback]
}

describe('feedback', () => {
  it('is seen by its department and its customer', async () => {
    const seen = [{ nodes: [{ id }], pageInfo: { hasNextPage: false } }, { rating: 4 }]
    expect(await seenBy(agentOf('support'))).toEqual(seen)
    expect(await seenBy(customerSelf(profileIds[0] ?? ''))).toEqual(seen)
  })

  it('is not there for another department, and for callers that do not see the customer', async () => {
    expect(await seenBy(agentOf('sales'))).toEqual([{ nodes: [], pageInfo: { hasNextPage: false } }, null])
    expect(await seenBy(assignedAgent('ana'))).toEqual([null, null])
    expect(await seenBy(customerSelf(newId('cus')))).toEqual([null, null])
  })

  it('is recorded by a customer for nobody but themselves', async () => {
    const rate = (customer: object, principal: Principal) =>
      subgraph.mutate(
        'recordFeedback',
        'feedback { rating }',
        { customer, metric: 'NPS', rating: 9 },
        principal,
      )
    const [own = ''] = profileIds
    expect(await rate({ id: own }, customerSelf(own))).toEqual({ feedback: { rating: 9 }, userErrors: [] })
    expect(await rate({ id: own }, customerSelf(newId('cus')))).toEqual({
      feedback: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          field: ['customer', 'id'],
          message: `customer.id: no customer has the id ${own}`,
        },
      ],
    })
  })
})
