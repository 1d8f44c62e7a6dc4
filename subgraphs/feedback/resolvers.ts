import { actorResolvers } from '../../interactions/actorResolvers.ts'
import { bodyOf } from '../../interactions/interaction.ts'
import { recordingRequest } from '../../interactions/recording/recordingRequest.ts'
import { loadReadable } from '../../interactions/read/loadReadable.ts'
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
    feedback(customer, { filter, ...page }, { readFeedback, interactions, principal }) {
      const bodyFilter = { metric: filter?.metrics }
      return readFeedback(customer, page, { bodyFilter, interactions, principal })
    },
  },
  Feedback: {
    __resolveReference: ({ id }, context) => loadReadable(context, 'FEEDBACK', id),
    metric: (feedback) => bodyOf<FeedbackBody>(feedback).metric,
    rating: (feedback) => bodyOf<FeedbackBody>(feedback).rating,
    comment: (feedback) => bodyOf<FeedbackBody>(feedback).comment,
    agent: (feedback) => bodyOf<FeedbackBody>(feedback).agent,
  },
  Actor: actorResolvers,
}
