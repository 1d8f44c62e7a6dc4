import type { Connection } from 'mongoose'

/** The profile for which a conversation was opened, which never changes; null when there is no such conversation. */
export type FindConversationOwner = (conversationId: string) => Promise<string | null>

/**
 * Read the owner of a conversation. Only the conversations subgraph writes conversations. The other subgraphs read the
 * owner from the database that they share, so that recording does not depend on another subgraph.
 */
export function createConversationOwnerStore(connection: Connection): FindConversationOwner {
  const conversations = connection.collection<{ _id: string; profileId: string }>('conversations')
  return async (conversationId) => {
    const found = await conversations.findOne({ _id: conversationId }, { projection: { profileId: 1 } })
    return found?.profileId ?? null
  }
}
