import { withoutCustomer } from '../../interactions/erasure/withoutCustomer.ts'
import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { FeedbackBody } from './feedback.ts'

/** What stays of a rating: the rating, and the person of the business who was rated. */
export function erasedFeedback({ body }: InteractionDocument): { body: FeedbackBody; summary: string } {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kind
  const { metric, rating, agent } = body as FeedbackBody
  return {
    body: { metric, rating, comment: null, agent: agent && withoutCustomer(agent) },
    summary: `${metric} ${rating}`,
  }
}
