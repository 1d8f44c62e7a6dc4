import type { Connection } from 'mongoose'
import { createContentErasure } from '../../interactions/erasure/contentErasure.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { erasedContents } from './erasedContents.ts'

/** What the actions subgraph erases: names, amounts, references, details, terms, reasons and summaries. Types and states stay. */
export function createActionsErasure(parts: { connection: Connection; clock: Clock }): ErasurePart {
  return createContentErasure(parts, { name: 'actions', ...erasedContents })
}
