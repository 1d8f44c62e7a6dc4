import { createInteractionBySourceLoader } from '../../interactions/read/interactionBySourceLoader.ts'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createRevisionLoader } from '../../interactions/read/revisionLoader.ts'
import { createIdentityClient } from '../../interactions/recording/identityClient.ts'
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
import { createFindTurnSubject } from './turn/findTurnSubject.ts'
import { createKeepTurn } from './turn/keepTurn.ts'
import { createMessageTurns } from './turn/messageTurns.ts'
import { createReadTurns } from './turn/readTurns.ts'
import { createSilenceStore } from './turn/silenceStore.ts'
import { createTakeTurn } from './turn/takeTurn.ts'
import { createTurnChanged } from './turn/watch/turnChanged.ts'
import { createTurnFanOut } from './turn/watch/turnFanOut.ts'
import type { TurnRule } from './turn/turnRules.ts'
import { createTurnStore } from './turn/turnStore.ts'
import { createTurnWatchStore } from './turn/watch/turnWatchStore.ts'

/**
 * The conversations subgraph: conversations, messages, notes, hand-offs, changes of status, and turns. The first subscriber
 * opens its change stream; `stop` closes it and ends all subscriptions with UNAVAILABLE.
 */
export function createConversationsSubgraph(
  parts: SubgraphDependencies & { turnRules?: readonly TurnRule[] },
): Subgraph & { stop(): Promise<void> } {
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
  const turns = createTurnStore(parts.connection)
  const identity = createIdentityClient(parts.callIdentity)
  const findSubject = createFindTurnSubject({ findConversation, identity, accessOf })
  const fanOut = createTurnFanOut({
    store: createTurnWatchStore(parts.connection),
    metrics: parts.metrics,
    logger: parts.logger,
  })
  const turning = {
    takeTurn: createTakeTurn({ turns, silence: createSilenceStore(parts.connection), findSubject }),
    keepTurn: createKeepTurn({ turns, findSubject }),
    readTurns: createReadTurns(turns, findConversation),
    turnChanged: createTurnChanged({ turns, findSubject, fanOut, logger: parts.logger }),
  }
  const messageTurns = createMessageTurns(turns, parts.turnRules ?? [])
  const writing = { recorder, store, findConversation, accessOf, turns: messageTurns, clock: parts.clock }
  const conversations = createConversationWriter({ ...writing, erasure })
  const messages = createMessageWriter(writing)
  const readConversations = createConversationPage(store)
  const subgraph = createSubgraph<ConversationsContext>({
    name: 'conversations',
    resolvers,
    audit: parts.audit,
    createContext(request) {
      const access = accessOf(request)
      return {
        ...request,
        ...turning,
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
  return { ...subgraph, stop: () => fanOut.stop() }
}
