import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import { at, byPhone, idOf, membersOf, openRoom, type RoomUnderTest } from '../../support/recordingRooms.ts'

const selection = `... on Customer { feedback(first: 2, filter: { metrics: [CSAT] }) {
  nodes { rating } edges { cursor } pageInfo { hasNextPage }
} }`

let room: RoomUnderTest
let ids: string[]

beforeAll(async () => {
  room = await openRoom(createFeedbackSubgraph)
  const answers = []
  for (const [metric, rating, seconds] of [
    ['CSAT', 1, -30],
    ['NPS', 9, -20],
    ['CSAT', 5, -10],
    ['CSAT', 3, -40],
  ] as const) {
    const input = { customer: byPhone('11 98765-4321'), metric, rating, occurredAt: at(seconds) }
    answers.push(await room.mutate('recordFeedback', 'feedback { id }', input))
  }
  ids = answers.map((answer) => idOf(answer, 'feedback'))
})
afterAll(() => room.stop())

describe('Customer.feedback', () => {
  it('shows the latest ratings of the metrics asked for', async () => {
    const profileIds = await room.profilesOf('11 98765-4321')
    const [customer] = await room.entities(
      [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
      selection,
    )
    expect(membersOf(customer)['feedback']).toMatchObject({
      nodes: [{ rating: 5 }, { rating: 1 }],
      pageInfo: { hasNextPage: true },
    })
  })

  it('is UNAVAILABLE when identity cannot say which profiles the customer has', async () => {
    await expect(
      room.entities([{ __typename: 'Customer', profileId: newId('cus'), profileIds: null }], selection),
    ).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
  })
})

describe('Feedback by reference', () => {
  it('answers many in one read, and null for what is none', async () => {
    const wanted = [...ids, newId('int')].map((id) => ({ __typename: 'Feedback', id }))
    let answers: unknown[] = []
    const commands = await room.commandsOf(['interactions'], async () => {
      answers = await room.entities(wanted, '... on Feedback { metric rating }')
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
