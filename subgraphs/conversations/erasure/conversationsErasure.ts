import type { Connection } from 'mongoose'
import { createBriefStore } from '../../../interactions/brief/briefStore.ts'
import { createInteractionEraser } from '../../../interactions/erasure/interactionEraser.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { ErasurePart } from '../../../privacy/erasure/erasure.ts'
import { createConversationErasureStore } from './conversationErasureStore.ts'
import { erasedBody } from './erasedBody.ts'

/** What the conversations subgraph erases: messages, notes, hand-offs, changes of status, conversations, and kept briefs, which quote all of it. */
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
  const briefs = createBriefStore(connection)
  return {
    name: 'conversations',
    async count({ profileIds }) {
      const count = await conversations.count(profileIds)
      const ofBriefs = await briefs.count(profileIds)
      return [
        ...(await interactions.count(profileIds)),
        ...(count > 0 ? [{ collection: 'conversations', kind: null, count }] : []),
        ...(ofBriefs > 0 ? [{ collection: 'briefs', kind: null, count: ofBriefs }] : []),
      ]
    },
    async erase({ profileIds }) {
      await interactions.erase(profileIds)
      await conversations.erase(profileIds, clock())
      await briefs.erase(profileIds)
    },
  }
}
