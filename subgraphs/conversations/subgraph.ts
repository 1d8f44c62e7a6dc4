import { createInteractionBySourceLoader } from '../../interactions/read/interactionBySourceLoader.ts'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createRevisionLoader } from '../../interactions/read/revisionLoader.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { ConversationsContext } from './context.ts'
import { createConversationLoader } from './conversation/conversationLoader.ts'
import { findByProtocol } from './conversation/findByProtocol.ts'
import { createConversationPage } from './conversation/conversationPage.ts'
import { createConversationStore } from './conversation/conversationStore.ts'
import { createConversationWriter } from './conversation/conversationWriter.ts'
import { createMessageWriter } from './message/messageWriter.ts'
import { createErasureStore } from '../../privacy/erasure/erasureStore.ts'
import { createConversationErasureStore } from './erasure/conversationErasureStore.ts'
import { resolvers } from './resolvers.ts'

/** The conversations subgraph: conversations, messages, notes, hand-offs and changes of status. */
export function createConversationsSubgraph(parts: SubgraphDependencies): Subgraph {
  const store = createConversationStore(parts.connection)
  const recorder = createInteractionRecorder(parts)
  const erasures = createErasureStore(parts.connection, parts.clock)
  const erasing = createConversationErasureStore(parts.connection)
  const conversations = createConversationWriter(recorder, store, parts.clock, {
    isErased: (profileId) => erasures.isErased(profileId),
    eraseConversations: (profileId) => erasing.erase([profileId], parts.clock()),
  })
  const messages = createMessageWriter(recorder, store, parts.clock)
  const readConversations = createConversationPage(store)
  return createSubgraph<ConversationsContext>({
    name: 'conversations',
    resolvers,
    createContext: (request) => ({
      ...request,
      conversations,
      messages,
      readConversations,
      findByProtocol: (protocol) => findByProtocol(protocol, store),
      conversationLoader: createConversationLoader(store),
      interactions: interactionLoaderOf(parts.connection, request.scope),
      interactionsBySource: createInteractionBySourceLoader(parts.connection, request.scope),
      revisions: createRevisionLoader(parts.connection),
    }),
  })
}
