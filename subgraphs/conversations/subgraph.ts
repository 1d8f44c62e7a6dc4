import { interactionLoaderOf } from '../../interactions/interactionLoader.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { ConversationsContext } from './context.ts'
import { createConversationLoader } from './conversationLoader.ts'
import { createConversationPage } from './conversationPage.ts'
import { createConversationStore } from './conversationStore.ts'
import { createConversationWriter } from './conversationWriter.ts'
import { createMessageWriter } from './messageWriter.ts'
import { resolvers } from './resolvers.ts'

/** The conversations subgraph: what was said, and handed on. */
export function createConversationsSubgraph(parts: SubgraphDependencies): Subgraph {
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
