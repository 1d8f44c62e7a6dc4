import {
  type CustomerReference,
  createNewestFirstPage,
  type PageArguments,
} from '../../../platform/paging/newestFirstPage.ts'
import type { ConnectionOf } from '../../../platform/paging/paging.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ConversationFilter } from '../schemaTypes.ts'
import { type Conversation, lastActivityOf } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'

/** A page of a customer's conversations that the principal may see, the one with the latest activity first. */
export type ConversationPage = (
  customer: CustomerReference,
  page: PageArguments,
  request: { filter: ConversationFilter; principal: Principal },
) => Promise<ConnectionOf<Conversation>>

export function createConversationPage(store: ConversationStore): ConversationPage {
  const readPage = createNewestFirstPage<Conversation>({
    cursorKind: 'conversations',
    timeField: 'lastActivityAt',
    positionOf: (conversation) => ({
      at: lastActivityOf(conversation).getTime(),
      id: conversation.id,
      profileId: conversation.profileId,
    }),
  })
  return (customer, page, { filter, principal }) =>
    readPage(customer, page, (query) => store.page(filter, query, principal))
}
