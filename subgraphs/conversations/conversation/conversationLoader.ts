import DataLoader from 'dataloader'
import type { Conversation } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'

/** A request's loader of conversations by id: one read per batch, null where there is none. */
export function createConversationLoader(store: ConversationStore): DataLoader<string, Conversation | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await store.findAll(ids)).map((conversation) => [conversation.id, conversation]))
    return ids.map((id) => byId.get(id) ?? null)
  })
}
