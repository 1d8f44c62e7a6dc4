import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import { newConversation } from '../../../subgraphs/conversations/conversation/conversation.ts'
import { createConversationStore } from '../../../subgraphs/conversations/conversation/conversationStore.ts'
import { agentOf, customerSelf } from '../../support/limitedCallers.ts'
import {
  byPhone,
  idOf,
  listOf,
  membersOf,
  now,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const phone = '11 98765-4321'
let subgraph: SubgraphUnderTest
let profileIds: string[]

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
  for (const department of ['sales', 'support', null])
    await record({ department, externalReference: `of ${department}` })
  profileIds = await subgraph.profilesOf(phone)
})
afterAll(() => subgraph.stop())

function record(input: Variables, principal: Principal = demoPrincipal) {
  const whole = { customer: byPhone(phone), actor: { kind: 'SYSTEM' }, type: 'PAYMENT', ...input }
  return subgraph.mutate('recordAction', 'action { id externalReference }', whole, principal)
}

async function listed(first: number, principal: Principal) {
  const [customer] = await subgraph.entities(
    [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
    `... on Customer { actions(first: ${first}) { nodes { externalReference } pageInfo { hasNextPage } } }`,
    principal,
  )
  const { nodes, pageInfo } = membersOf(membersOf(customer)['actions'])
  return {
    references: listOf(nodes)
      .map((node) => membersOf(node)['externalReference'])
      .sort(),
    ...membersOf(pageInfo),
  }
}

describe('actions', () => {
  it('are listed for their department, and nothing shows that there are more', async () => {
    expect(await listed(2, agentOf('sales'))).toEqual({
      references: ['of null', 'of sales'],
      hasNextPage: false,
    })
    expect(await listed(1, agentOf('sales'))).toMatchObject({ hasNextPage: true })
    expect(await listed(3, demoPrincipal)).toMatchObject({
      references: ['of null', 'of sales', 'of support'],
    })
  })

  it('of another department do not exist for an update', async () => {
    const id = idOf(await record({ department: 'support' }), 'action')
    const update = (principal: Principal) =>
      subgraph.mutate('updateAction', 'action { id }', { actionId: id, status: 'FAILED' }, principal)
    expect(await update(agentOf('sales'))).toEqual({
      action: null,
      userErrors: [
        { code: 'NOT_FOUND', field: ['actionId'], message: `actionId: there is no ACTION with the id ${id}` },
      ],
    })
    expect(await update(customerSelf(newId('cus')))).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] })
    expect(await update(agentOf('support'))).toMatchObject({ action: { id }, userErrors: [] })
  })

  it('are not filed into a conversation that the caller does not see', async () => {
    const conversation = newConversation(profileIds[0] ?? '', 'WHATSAPP', now, {
      team: { id: '1', name: 'support' },
    })
    await createConversationStore(subgraph.connection).insert(conversation)
    for (const conversationId of [conversation.id, newId('cnv')]) {
      const message = `conversationId: no conversation has the id ${conversationId}`
      expect(await record({ conversationId }, agentOf('sales'))).toEqual({
        action: null,
        userErrors: [{ code: 'NOT_FOUND', field: ['conversationId'], message }],
      })
      expect(await record({ conversationId })).toMatchObject({ userErrors: [] })
    }
    expect(await record({ conversationId: conversation.id }, agentOf('support'))).toMatchObject({
      userErrors: [],
    })
  })
})
