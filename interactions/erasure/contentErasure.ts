import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart, ErasurePartName } from '../../privacy/erasure/erasure.ts'
import type { InteractionKind } from '../interaction.ts'
import type { EraseBody } from './eraseUpdate.ts'
import { createInteractionEraser } from './interactionEraser.ts'

/** The part of an erasure that owns the contents of one kind of interactions, and nothing else. */
export function createContentErasure(
  { connection, clock }: { connection: Connection; clock: Clock },
  { name, kind, eraseBody }: { name: ErasurePartName; kind: InteractionKind; eraseBody: EraseBody },
): ErasurePart {
  const interactions = createInteractionEraser({ connection, clock, kinds: [kind], eraseBody })
  return {
    name,
    count: ({ profileIds }) => interactions.count(profileIds),
    erase: ({ profileIds }) => interactions.erase(profileIds),
  }
}
