import type { Connection } from 'mongoose'
import { createInteractionEraser } from '../../interactions/erasure/interactionEraser.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import { erasedAction } from './erasedAction.ts'

/** What the actions subgraph erases: names, amounts, references, details and summaries. Type and status stay. */
export function createActionsErasure({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): ErasurePart {
  const interactions = createInteractionEraser({
    connection,
    clock,
    kinds: ['ACTION'],
    eraseBody: erasedAction,
  })
  return {
    name: 'actions',
    count: ({ profileIds }) => interactions.count(profileIds),
    erase: ({ profileIds }) => interactions.erase(profileIds),
  }
}
