import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createInteractionPage } from '../../interactions/read/interactionPage.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createActionWriter } from './actionWriter.ts'
import type { ActionsContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The actions subgraph: what was done for the customer. */
export function createActionsSubgraph(parts: SubgraphDependencies): Subgraph {
  const actions = createActionWriter(createInteractionRecorder(parts), parts.clock)
  const readActions = createInteractionPage(parts.connection, { kind: 'ACTION', field: 'actions' })
  const accessOf = createAccessOf(parts)
  return createSubgraph<ActionsContext>({
    name: 'actions',
    resolvers,
    audit: parts.audit,
    createContext: (request) => ({
      ...request,
      access: accessOf(request),
      actions,
      readActions,
      interactions: interactionLoaderOf(parts.connection, request.scope),
    }),
  })
}
