import type { Connection } from 'mongoose'
import { createContentErasure } from '../../interactions/erasure/contentErasure.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { erasedFeedback } from './erasedFeedback.ts'

/** What the feedback subgraph erases: comments. The rating and the person of the business who was rated stay. */
export function createFeedbackErasure(parts: { connection: Connection; clock: Clock }): ErasurePart {
  return createContentErasure(parts, { name: 'feedback', kinds: ['FEEDBACK'], eraseBody: erasedFeedback })
}
