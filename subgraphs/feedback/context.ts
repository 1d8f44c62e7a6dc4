import type { InteractionLoader } from '../../platform/interactionLoader.ts'
import type { InteractionPage } from '../../platform/interactionPage.ts'
import type { SubgraphRequest } from '../../platform/subgraph.ts'
import type { FeedbackWriter } from './feedbackWriter.ts'

/** What the resolvers of one request work with. */
export type FeedbackContext = SubgraphRequest & {
  feedback: FeedbackWriter
  readFeedback: InteractionPage
  interactions: InteractionLoader
}
