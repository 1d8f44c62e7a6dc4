import { interactionLoaderOf } from '../../platform/interactionLoader.ts'
import { createInteractionPage } from '../../platform/interactionPage.ts'
import { createInteractionRecorder } from '../../platform/interactionRecorder.ts'
import type { RoomParts } from '../../platform/startRoom.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph.ts'
import { createActionWriter } from './actionWriter.ts'
import type { ActionsContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The actions room: what was done for the customer. */
export function createActionsSubgraph(parts: RoomParts): Subgraph {
  const actions = createActionWriter(createInteractionRecorder(parts), parts.clock)
  const readActions = createInteractionPage(parts.connection, { kind: 'ACTION', field: 'actions' })
  return createSubgraph<ActionsContext>({
    name: 'actions',
    resolvers,
    createContext: (request) => ({
      ...request,
      actions,
      readActions,
      interactions: interactionLoaderOf(parts.connection, request.scope),
    }),
  })
}
