import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomParts } from '../../platform/startRoom.ts'
import type { Subgraph } from '../../platform/subgraph.ts'
import { createActionsSubgraph } from '../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../subgraphs/feedback/subgraph.ts'
import { createRequestScope } from '../../platform/requestScope.ts'
import { createLocalCall } from '../../platform/localCall.ts'
import { demoPrincipal } from '../../platform/principal.ts'
import { byPhone, openRoom, type RoomUnderTest } from '../support/recordingRooms.ts'

const customer = byPhone('11 98765-4321')
let room: RoomUnderTest
let others: Record<'actions' | 'feedback', Subgraph>
let parts: RoomParts

beforeAll(async () => {
  room = await openRoom((given) => {
    parts = given
    others = { actions: createActionsSubgraph(given), feedback: createFeedbackSubgraph(given) }
    return createConversationsSubgraph(given)
  })
})
afterAll(() => room.stop())

async function ask(subgraph: Subgraph, query: string, input: object): Promise<void> {
  const request = { query, variables: { input }, principal: demoPrincipal, scope: createRequestScope() }
  const { errors } = await createLocalCall(subgraph, parts.logger)(request)
  expect(errors).toBeUndefined()
}

const recordAction =
  'mutation ($input: RecordActionInput!) { recordAction(input: $input) { userErrors { code } } }'
const recordFeedback =
  'mutation ($input: RecordFeedbackInput!) { recordFeedback(input: $input) { userErrors { code } } }'

function say(text: string) {
  return room.mutate('recordMessage', 'message { id }', {
    customer,
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
  })
}

describe('the subgraphs of one process', () => {
  it('lose no races against each other: 120 writes to one log are 120 inserts and no read of its end', async () => {
    await say('opens the conversation')
    const commands = await room.commandsOf(['interactions'], () =>
      Promise.all(
        Array.from({ length: 40 }, (_, index) => [
          say(`message ${index}`),
          ask(others.actions, recordAction, { customer, actor: { kind: 'HUMAN' }, type: 'QUOTE' }),
          ask(others.feedback, recordFeedback, { customer, metric: 'CSAT', rating: 4 }),
        ]).flat(),
      ),
    )
    expect(commands).toEqual(Array.from({ length: 120 }, () => 'insert interactions'))
    const positions = (await room.log()).map(({ seq }) => seq).sort((one, other) => one - other)
    expect(positions).toEqual(Array.from({ length: 121 }, (_, index) => index + 1))
  })
})
