import type { InteractionLoader } from '../../interactions/read/interactionLoader.ts'
import type { InteractionPage } from '../../interactions/read/interactionPage.ts'
import type { Access } from '../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { FeedbackWriter } from './feedbackWriter.ts'

/** What the resolvers of one request work with. */
export type FeedbackContext = SubgraphRequest & {
  feedback: FeedbackWriter
  readFeedback: InteractionPage
  access: Access
  interactions: InteractionLoader
}
