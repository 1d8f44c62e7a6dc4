import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { newConversation } from '../../../../subgraphs/conversations/conversation/conversation.ts'
import { conversationModel } from '../../../../subgraphs/conversations/conversation/conversationModel.ts'
import { createConversationStore } from '../../../../subgraphs/conversations/conversation/conversationStore.ts'
import { createCustomerChanges } from '../../../../subgraphs/history/live/customerChanges.ts'
import { assignedAgent } from '../../../support/limitedCallers.ts'
import { openStreamStart } from '../support/openStreamStart.ts'
import { type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('lost_while_reading')
})

afterAll(() => history.stop())

describe('changes', () => {
  it('gives nothing but HistoryAccessLost when the caller loses the customer while the page is read', async () => {
    const { connection } = history
    const customerId = await history.newCustomer()
    const conversation = newConversation(customerId, 'EMAIL', new Date(), {
      person: { id: 'ana', name: null },
    })
    await createConversationStore(connection).insert(conversation)
    await history.record(customerId)
    const { log, streamStart } = openStreamStart(history)
    let isLost = false
    const changes = createCustomerChanges({
      streamStart,
      log: {
        ...log,
        async readAfter(...given) {
          const read = await log.readAfter(...given)
          if (isLost)
            await conversationModel(connection).updateOne(
              { _id: conversation.id },
              { $set: { person: null } },
            )
          return read
        },
      },
    })
    const request = { principal: assignedAgent('ana'), scope: createRequestScope() }
    const { cursor } = await changes({ customerId, first: 20 }, request)
    await history.record(customerId)
    isLost = true
    expect(await changes({ customerId, after: cursor, first: 20 }, request)).toEqual({
      events: [{ change: 'ACCESS_LOST', interaction: null, cursor, customer: null }],
      cursor,
      hasMore: false,
    })
    await expect(changes({ customerId, after: cursor, first: 20 }, request)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    })
  })
})
