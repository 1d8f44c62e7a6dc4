import type { Connection } from 'mongoose'
import { createInteractionEraser } from '../../../interactions/erasure/interactionEraser.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { ErasurePart } from '../../../privacy/erasure/erasure.ts'
import { createConversationErasureStore } from './conversationErasureStore.ts'
import { erasedBody } from './erasedBody.ts'

/** What the conversations subgraph erases: messages, notes, hand-offs, changes of status, and conversations. */
export function createConversationsErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const kinds = ['MESSAGE', 'NOTE', 'HANDOFF', 'STATUS'] as const
  const interactions = createInteractionEraser({ connection, clock, kinds, eraseBody: erasedBody })
  const conversations = createConversationErasureStore(connection)
  return {
    name: 'conversations',
    async count({ profileIds }) {
      const count = await conversations.count(profileIds)
      return [
        ...(await interactions.count(profileIds)),
        ...(count > 0 ? [{ collection: 'conversations', kind: null, count }] : []),
      ]
    },
    async erase({ profileIds }) {
      await interactions.erase(profileIds)
      await conversations.erase(profileIds, clock())
    },
  }
}
