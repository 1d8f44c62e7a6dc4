import { bodyOf, type Interaction } from '../../interactions/interaction.ts'
import type { CustomerReference, PageArguments } from '../../platform/paging/newestFirstPage.ts'
import { loadReadable } from '../../interactions/visibility.ts'
import type { FeedbackContext } from './context.ts'
import type { FeedbackBody, RecordFeedbackInput } from './feedback.ts'

type FeedbackFilter = { metrics?: string[] | null }

export const resolvers = {
  Mutation: {
    async recordFeedback(_: unknown, { input }: { input: RecordFeedbackInput }, context: FeedbackContext) {
      const { interaction: feedback, userErrors } = await context.feedback.record(input, context)
      return { feedback, userErrors }
    },
  },
  Customer: {
    feedback(
      customer: CustomerReference,
      { filter, ...page }: PageArguments & { filter?: FeedbackFilter | null },
      { readFeedback, interactions, principal }: FeedbackContext,
    ) {
      const bodyFilter = { metric: filter?.metrics }
      return readFeedback(customer, page, { bodyFilter, interactions, principal })
    },
  },
  Feedback: {
    __resolveReference: ({ id }: { id: string }, context: FeedbackContext) =>
      loadReadable(context, 'FEEDBACK', id),
    metric: (feedback: Interaction) => bodyOf<FeedbackBody>(feedback).metric,
    rating: (feedback: Interaction) => bodyOf<FeedbackBody>(feedback).rating,
    comment: (feedback: Interaction) => bodyOf<FeedbackBody>(feedback).comment,
    agent: (feedback: Interaction) => bodyOf<FeedbackBody>(feedback).agent,
  },
}
