import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createInteractionPage } from '../../interactions/read/interactionPage.ts'
import { createInteractionRecorder } from '../../interactions/recording/interactionRecorder.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph, type Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createFeedbackWriter } from './feedbackWriter.ts'
import type { FeedbackContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The feedback subgraph: how it went. */
export function createFeedbackSubgraph(parts: SubgraphDependencies): Subgraph {
  const feedback = createFeedbackWriter(createInteractionRecorder(parts), parts.clock)
  const readFeedback = createInteractionPage(parts.connection, { kind: 'FEEDBACK', field: 'feedback' })
  const accessOf = createAccessOf(parts)
  return createSubgraph<FeedbackContext>({
    name: 'feedback',
    resolvers,
    audit: parts.audit,
    createContext: (request) => ({
      ...request,
      access: accessOf(request),
      feedback,
      readFeedback,
      interactions: interactionLoaderOf(parts.connection, request.scope),
    }),
  })
}
