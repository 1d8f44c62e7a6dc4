import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccessOf } from '../../../../interactions/visibility/access.ts'
import { createIdentityClient } from '../../../../interactions/recording/identityClient.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { newConversation } from '../../../../subgraphs/conversations/conversation/conversation.ts'
import { conversationModel } from '../../../../subgraphs/conversations/conversation/conversationModel.ts'
import { createConversationStore } from '../../../../subgraphs/conversations/conversation/conversationStore.ts'
import { createCustomerChanges } from '../../../../subgraphs/history/live/customerChanges.ts'
import { createStreamCursors } from '../../../../subgraphs/history/live/streamCursors.ts'
import { createStreamStart } from '../../../../subgraphs/history/live/streamStart.ts'
import { createJoinedLogStore } from '../../../../subgraphs/history/log/joinedLogStore.ts'
import { createLogStore } from '../../../../subgraphs/history/log/logStore.ts'
import { assignedAgent } from '../../../support/limitedCallers.ts'
import { type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('lost_while_reading')
})

afterAll(() => history.stop())

describe('changes', () => {
  it('gives nothing but HistoryAccessLost when the caller loses the customer while the page is read', async () => {
    const { connection, callIdentity } = history
    const customerId = await history.newCustomer()
    const conversation = newConversation(customerId, 'EMAIL', new Date(), {
      person: { id: 'ana', name: null },
    })
    await createConversationStore(connection).insert(conversation)
    await history.record(customerId)
    const log = { ...createLogStore(connection), ...createJoinedLogStore(connection) }
    const streamStart = createStreamStart({
      log,
      cursors: createStreamCursors(log),
      identity: createIdentityClient(callIdentity),
      accessOf: createAccessOf({ connection, callIdentity }),
    })
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
