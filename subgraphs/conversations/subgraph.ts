import { interactionLoaderOf } from '../../platform/interactionLoader.ts'
import { createInteractionRecorder } from '../../platform/interactionRecorder.ts'
import type { RoomParts } from '../../platform/startRoom.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph.ts'
import type { ConversationsContext } from './context.ts'
import { createConversationLoader } from './conversationLoader.ts'
import { createConversationPage } from './conversationPage.ts'
import { createConversationStore } from './conversationStore.ts'
import { createConversationWriter } from './conversationWriter.ts'
import { createMessageWriter } from './messageWriter.ts'
import { resolvers } from './resolvers.ts'

/** The conversations room: what was said, and handed on. */
export function createConversationsSubgraph(parts: RoomParts): Subgraph {
  const store = createConversationStore(parts.connection)
  const recorder = createInteractionRecorder(parts)
  const conversations = createConversationWriter(parts, recorder, store)
  const messages = createMessageWriter(parts, recorder, store)
  const readConversations = createConversationPage(store)
  return createSubgraph<ConversationsContext>({
    name: 'conversations',
    resolvers,
    createContext: (request) => ({
      ...request,
      conversations,
      messages,
      readConversations,
      conversationLoader: createConversationLoader(store),
      interactions: interactionLoaderOf(parts.connection, request.scope),
    }),
  })
}
