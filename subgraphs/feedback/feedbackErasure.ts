import type { Connection } from 'mongoose'
import { createInteractionEraser, withoutCustomer } from '../../interactions/erasure/interactionEraser.ts'
import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import type { FeedbackBody } from './feedback.ts'

/** What the feedback subgraph erases: comments. The rating and the person of the business who was rated stay. */
export function createFeedbackErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const interactions = createInteractionEraser({
    connection,
    clock,
    kinds: ['FEEDBACK'],
    eraseBody: erasedFeedback,
  })
  return {
    name: 'feedback',
    count: ({ profileIds }) => interactions.count(profileIds),
    erase: ({ profileIds }) => interactions.erase(profileIds),
  }
}

function erasedFeedback({ body }: InteractionDocument): { body: FeedbackBody; summary: string } {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kind
  const { metric, rating, agent } = body as FeedbackBody
  return {
    body: { metric, rating, comment: null, agent: agent && withoutCustomer(agent) },
    summary: `${metric} ${rating}`,
  }
}
