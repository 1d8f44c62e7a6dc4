import { actorResolvers } from '../../interactions/actorResolvers.ts'
import { bodyOf } from '../../interactions/interaction.ts'
import { recordingRequest } from '../../interactions/recording/recordingRequest.ts'
import { loadVisible } from '../../interactions/read/loadVisible.ts'
import type { FeedbackBody } from './feedback.ts'
import type { Resolvers } from './schemaTypes.ts'

export const resolvers: Resolvers = {
  Mutation: {
    async recordFeedback(_, { input }, context, info) {
      const { interaction: feedback, ...rest } = await context.feedback.record(
        input,
        recordingRequest(context, info),
      )
      return { feedback, ...rest }
    },
  },
  Customer: {
    __resolveReference: (customer, { access }) => access.visibleCustomer(customer),
    feedback(customer, { filter, ...page }, { readFeedback, interactions, principal }) {
      const bodyFilter = { metric: filter?.metrics }
      return readFeedback(customer, page, { bodyFilter, interactions, principal })
    },
  },
  Feedback: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'FEEDBACK', id),
    metric: (feedback) => bodyOf<FeedbackBody>(feedback).metric,
    rating: (feedback) => bodyOf<FeedbackBody>(feedback).rating,
    comment: (feedback) => bodyOf<FeedbackBody>(feedback).comment,
    agent: (feedback) => bodyOf<FeedbackBody>(feedback).agent,
  },
  Actor: actorResolvers,
}
