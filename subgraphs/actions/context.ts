import type { InteractionLoader } from '../../platform/interactionLoader.ts'
import type { InteractionPage } from '../../platform/interactionPage.ts'
import type { SubgraphRequest } from '../../platform/subgraph.ts'
import type { ActionWriter } from './actionWriter.ts'

/** What the resolvers of one request work with. */
export type ActionsContext = SubgraphRequest & {
  actions: ActionWriter
  readActions: InteractionPage
  interactions: InteractionLoader
}
