import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import {
  byPhone,
  listOf,
  membersOf,
  openSubgraph,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const subgraphs: Record<string, SubgraphUnderTest> = {}

beforeAll(async () => {
  subgraphs['conversations'] = await openSubgraph(createConversationsSubgraph)
  subgraphs['actions'] = await openSubgraph(createActionsSubgraph)
  subgraphs['feedback'] = await openSubgraph(createFeedbackSubgraph)
})
afterAll(() => Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop())))

function openedSubgraph(name: string): SubgraphUnderTest {
  const subgraph = subgraphs[name]
  if (!subgraph) throw new Error(`${name} is not open`)
  return subgraph
}

const selection =
  'resolution { created setAsideIdentifiers { type value rule message } steps { rule outcome values } }'
const aPerson = () => ({ type: 'EMAIL', value: `${randomUUID()}@example.com` })
const actor = { kind: 'AI' }

describe.each<[string, string, Variables]>([
  ['conversations', 'recordMessage', { channel: 'EMAIL', actor, text: 'Oi' }],
  ['conversations', 'recordNote', { actor, text: 'VIP' }],
  ['conversations', 'recordConversation', { channel: 'EMAIL' }],
  ['actions', 'recordAction', { type: 'QUOTE', actor }],
  ['feedback', 'recordFeedback', { metric: 'THUMBS', rating: 1 }],
])('the resolution of %s.%s', (name, mutation, input) => {
  async function record(customer: Variables) {
    return openedSubgraph(name).mutate(mutation, selection, { ...input, customer })
  }

  it('shows that the customer was created, and that the same customer was found afterwards', async () => {
    const identifiers = [aPerson()]
    expect(await record({ identifiers })).toMatchObject({
      resolution: { created: true, setAsideIdentifiers: [] },
      userErrors: [],
    })
    expect(await record({ identifiers })).toMatchObject({
      resolution: { created: false, setAsideIdentifiers: [] },
      userErrors: [],
    })
  })

  it('shows that identifiers of two customers merged them', async () => {
    const [one, other] = [aPerson(), aPerson()]
    await record({ identifiers: [one] })
    await record({ identifiers: [other] })
    const { resolution } = await record({ identifiers: [one, other] })
    const outcomes = listOf(membersOf(resolution)['steps']).map((step) => membersOf(step)['outcome'])
    expect(outcomes).toContain('MERGED')
  })

  it('is null when the customer is given by id, and with userErrors', async () => {
    const subgraph = openedSubgraph(name)
    const phone = '11 98765-4321'
    await record(byPhone(phone))
    const [id] = await subgraph.profilesOf(phone)
    expect(await record({ id })).toEqual({ resolution: null, userErrors: [] })
    expect(await record({})).toEqual({
      resolution: null,
      userErrors: [
        {
          code: 'REQUIRED',
          field: ['customer'],
          message: 'customer: expected an id or identifiers, got neither',
        },
      ],
    })
    expect(await record({ id, identifiers: [aPerson()] })).toEqual({
      resolution: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['customer'],
          message: 'customer: expected an id or identifiers, got both',
        },
      ],
    })
  })
})
