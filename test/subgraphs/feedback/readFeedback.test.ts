import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import {
  at,
  byPhone,
  idOf,
  membersOf,
  openSubgraph,
  type SubgraphUnderTest,
} from '../../support/recordingSubgraphs.ts'

const selection = `... on Customer { feedback(first: 2, filter: { metrics: [CSAT] }) {
  nodes { rating } edges { cursor } pageInfo { hasNextPage }
} }`

let subgraph: SubgraphUnderTest
let ids: string[]

beforeAll(async () => {
  subgraph = await openSubgraph(createFeedbackSubgraph)
  const answers = []
  for (const [metric, rating, seconds] of [
    ['CSAT', 1, -30],
    ['NPS', 9, -20],
    ['CSAT', 5, -10],
    ['CSAT', 3, -40],
  ] as const) {
    const input = { customer: byPhone('11 98765-4321'), metric, rating, occurredAt: at(seconds) }
    answers.push(await subgraph.mutate('recordFeedback', 'feedback { id }', input))
  }
  ids = answers.map((answer) => idOf(answer, 'feedback'))
})
afterAll(() => subgraph.stop())

describe('Customer.feedback', () => {
  it('shows the latest ratings of the requested metrics', async () => {
    const profileIds = await subgraph.profilesOf('11 98765-4321')
    const [customer] = await subgraph.entities(
      [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
      selection,
    )
    expect(membersOf(customer)['feedback']).toMatchObject({
      nodes: [{ rating: 5 }, { rating: 1 }],
      pageInfo: { hasNextPage: true },
    })
  })

  it('is UNAVAILABLE without the profiles of the customer from identity', async () => {
    await expect(
      subgraph.entities([{ __typename: 'Customer', profileId: newId('cus'), profileIds: null }], selection),
    ).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
  })
})

describe('Feedback by reference', () => {
  it('answers many in one read, with null for ids of no feedback', async () => {
    const wanted = [...ids, newId('int')].map((id) => ({ __typename: 'Feedback', id }))
    let answers: unknown[] = []
    const commands = await subgraph.commandsOf(['interactions'], async () => {
      answers = await subgraph.entities(wanted, '... on Feedback { metric rating }')
    })
    expect(answers).toEqual([
      { metric: 'CSAT', rating: 1 },
      { metric: 'NPS', rating: 9 },
      { metric: 'CSAT', rating: 5 },
      { metric: 'CSAT', rating: 3 },
      null,
    ])
    expect(commands).toEqual(['find interactions'])
  })
})
