import type { AccessOf } from '../../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { type Conversation, placeOf } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'

/** A conversation as it is now; null when there is none with this id, and when the caller may not see it. */
export type FindConversation = (id: string, request: SubgraphRequest) => Promise<Conversation | null>

export function createFindConversation(store: ConversationStore, accessOf: AccessOf): FindConversation {
  return async (id, request) => {
    const found = await store.find(id)
    return found && (await accessOf(request).maySeeConversation(placeOf(found))) ? found : null
  }
}
