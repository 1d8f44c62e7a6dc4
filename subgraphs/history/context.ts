import type { AuditLog } from '../../audit/read/auditLog.ts'
import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { Access } from '../../interactions/visibility/access.ts'
import type { IdentityClient } from '../../interactions/recording/identityClient.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { Briefs } from './brief/briefs.ts'
import type { CustomerChanges } from './live/customerChanges.ts'
import type { CustomerHistory } from './live/customerHistory.ts'
import type { StreamCursors } from './live/streamCursors.ts'
import type { HistoryStore } from './page/historyStore.ts'
import type { ToldMessageStore } from './told/toldMessageStore.ts'
import type { InteractionFeed } from './live/interactionFeed.ts'
import type { MatterPage } from './matter/matterPage.ts'
import type { SearchStore } from './search/searchStore.ts'

/** What the resolvers of this subgraph use for one request. */
export type HistoryContext = {
  request: SubgraphRequest
  principal: Principal
  toldMessages: ToldMessageStore
  access: Access
  briefs: Briefs
  interactions: InteractionLoader
  pages: HistoryStore
  readMatters: MatterPage
  search: SearchStore
  customerChanges: CustomerChanges
  customerHistory: CustomerHistory
  streamCursors: Pick<StreamCursors, 'encode'>
  interactionFeed: InteractionFeed
  auditLog: AuditLog
  identity: IdentityClient
}
