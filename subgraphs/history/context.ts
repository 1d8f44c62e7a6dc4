import type { InteractionLoader } from '../../platform/interactionLoader.ts'
import type { Principal } from '../../platform/principal.ts'
import type { SubgraphRequest } from '../../platform/subgraph.ts'
import type { CustomerHistory } from './customerHistory.ts'
import type { HistoryStore } from './historyStore.ts'
import type { InteractionFeed } from './interactionFeed.ts'

/** What a resolver of this room may use for one request. */
export type HistoryContext = {
  request: SubgraphRequest
  principal: Principal
  interactions: InteractionLoader
  pages: HistoryStore
  customerHistory: CustomerHistory
  interactionFeed: InteractionFeed
}
