import type DataLoader from 'dataloader'
import type { InteractionBySourceLoader } from '../../interactions/read/interactionBySourceLoader.ts'
import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { RevisionLoader } from '../../interactions/read/revisionLoader.ts'
import type { Access } from '../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { Conversation } from './conversation/conversation.ts'
import type { ConversationPage } from './conversation/conversationPage.ts'
import type { ConversationWriter } from './conversation/conversationWriter.ts'
import type { MessageWriter } from './message/messageWriter.ts'
import type { KeepTurn } from './turn/keepTurn.ts'
import type { ReadTurns } from './turn/readTurns.ts'
import type { TakeTurn } from './turn/takeTurn.ts'
import type { TurnChanged } from './turn/watch/turnChanged.ts'

/** What the resolvers of one request work with. */
export type ConversationsContext = SubgraphRequest & {
  conversations: ConversationWriter
  messages: MessageWriter
  readConversations: ConversationPage
  findByProtocol: (protocol: string) => Promise<Conversation | null>
  conversationLoader: DataLoader<string, Conversation | null>
  access: Access
  interactions: InteractionLoader
  interactionsBySource: InteractionBySourceLoader
  revisions: RevisionLoader
  takeTurn: TakeTurn
  keepTurn: KeepTurn
  readTurns: ReadTurns
  turnChanged: TurnChanged
}
