import type { Connection } from 'mongoose'
import { createContentErasure } from '../../interactions/erasure/contentErasure.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { erasedAction } from './erasedAction.ts'

/** What the actions subgraph erases: names, amounts, references, details and summaries. Type and status stay. */
export function createActionsErasure(parts: { connection: Connection; clock: Clock }): ErasurePart {
  return createContentErasure(parts, { name: 'actions', kind: 'ACTION', eraseBody: erasedAction })
}
