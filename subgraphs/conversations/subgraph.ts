import { createInteractionBySourceLoader } from '../../interactions/read/interactionBySourceLoader.ts'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createRevisionLoader } from '../../interactions/read/revisionLoader.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { ConversationsContext } from './context.ts'
import { createConversationLoader } from './conversation/conversationLoader.ts'
import { createFindConversation } from './conversation/findConversation.ts'
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
  const accessOf = createAccessOf(parts)
  const findConversation = createFindConversation(store, accessOf)
  const erasures = createErasureStore(parts.connection, parts.clock)
  const erasing = createConversationErasureStore(parts.connection)
  const erasure = {
    isErased: (profileId: string) => erasures.isErased(profileId),
    eraseConversations: (profileId: string) => erasing.erase([profileId], parts.clock()),
  }
  const writing = { recorder, store, findConversation, accessOf, clock: parts.clock }
  const conversations = createConversationWriter({ ...writing, erasure })
  const messages = createMessageWriter(writing)
  const readConversations = createConversationPage(store)
  return createSubgraph<ConversationsContext>({
    name: 'conversations',
    resolvers,
    audit: parts.audit,
    createContext(request) {
      const access = accessOf(request)
      return {
        ...request,
        access,
        conversations,
        messages,
        readConversations,
        findByProtocol: (protocol) => findByProtocol(protocol, store, access),
        conversationLoader: createConversationLoader(store, access),
        interactions: interactionLoaderOf(parts.connection, request.scope),
        interactionsBySource: createInteractionBySourceLoader(parts.connection, request.scope),
        revisions: createRevisionLoader(parts.connection),
      }
    },
  })
}
