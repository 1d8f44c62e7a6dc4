import DataLoader from 'dataloader'
import type { Access } from '../../../interactions/visibility/access.ts'
import { type Conversation, placeOf } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'

/** A request's loader of conversations by id: one read per batch, null where there is none that the caller may see. */
export function createConversationLoader(
  store: ConversationStore,
  access: Access,
): DataLoader<string, Conversation | null> {
  return new DataLoader(async (ids) => {
    const found = await store.findAll(ids)
    const visible = await Promise.all(
      found.map(
        async (conversation) => (await access.maySeeConversation(placeOf(conversation))) && conversation,
      ),
    )
    const byId = new Map(
      visible.flatMap((conversation) => (conversation ? [[conversation.id, conversation]] : [])),
    )
    return ids.map((id) => byId.get(id) ?? null)
  })
}
