import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { InteractionPage } from '../../interactions/read/interactionPage.ts'
import type { Access } from '../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { ActionWriter } from './actionWriter.ts'

/** What the resolvers of one request work with. */
export type ActionsContext = SubgraphRequest & {
  actions: ActionWriter
  readActions: InteractionPage
  access: Access
  interactions: InteractionLoader
}
