import { interactionLoaderOf } from '../../platform/interactionLoader.ts'
import { createInteractionPage } from '../../platform/interactionPage.ts'
import { createInteractionRecorder } from '../../platform/interactionRecorder.ts'
import type { RoomParts } from '../../platform/startRoom.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph.ts'
import { createFeedbackWriter } from './feedbackWriter.ts'
import type { FeedbackContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The feedback room: how it went. */
export function createFeedbackSubgraph(parts: RoomParts): Subgraph {
  const feedback = createFeedbackWriter(createInteractionRecorder(parts), parts.clock)
  const readFeedback = createInteractionPage(parts.connection, { kind: 'FEEDBACK', field: 'feedback' })
  return createSubgraph<FeedbackContext>({
    name: 'feedback',
    resolvers,
    createContext: (request) => ({
      ...request,
      feedback,
      readFeedback,
      interactions: interactionLoaderOf(parts.connection, request.scope),
    }),
  })
}
