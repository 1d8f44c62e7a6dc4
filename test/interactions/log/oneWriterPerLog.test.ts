import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SubgraphDependencies } from '../../../platform/subgraph/subgraph.ts'
import type { Subgraph } from '../../../platform/subgraph/subgraph.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../../subgraphs/feedback/subgraph.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { byPhone, openSubgraph, type SubgraphUnderTest } from '../../support/recordingSubgraphs.ts'

const customer = byPhone('11 98765-4321')
let subgraph: SubgraphUnderTest
let others: Record<'actions' | 'feedback', Subgraph>
let parts: SubgraphDependencies

beforeAll(async () => {
  subgraph = await openSubgraph((given) => {
    parts = given
    others = { actions: createActionsSubgraph(given), feedback: createFeedbackSubgraph(given) }
    return createConversationsSubgraph(given)
  })
})
afterAll(() => subgraph.stop())

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
  return subgraph.mutate('recordMessage', 'message { id }', {
    customer,
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
  })
}

describe('the subgraphs of one process', () => {
  it('do not compete for positions: 120 writes to one log are 120 inserts and no read of its end', async () => {
    await say('opens the conversation')
    const commands = await subgraph.commandsOf(['interactions'], () =>
      Promise.all(
        Array.from({ length: 40 }, (_, index) => [
          say(`message ${index}`),
          ask(others.actions, recordAction, { customer, actor: { kind: 'HUMAN' }, type: 'QUOTE' }),
          ask(others.feedback, recordFeedback, { customer, metric: 'CSAT', rating: 4 }),
        ]).flat(),
      ),
    )
    expect(commands).toEqual(Array.from({ length: 120 }, () => 'insert interactions'))
    const positions = (await subgraph.log()).map(({ seq }) => seq).sort((one, other) => one - other)
    expect(positions).toEqual(Array.from({ length: 121 }, (_, index) => index + 1))
  })
})
