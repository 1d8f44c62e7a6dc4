import type { Connection } from 'mongoose'
import { createInteractionEraser } from '../../interactions/erasure/interactionEraser.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { erasedFeedback } from './erasedFeedback.ts'

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
