import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart, ErasurePartName } from '../../privacy/erasure/erasure.ts'
import type { InteractionKind } from '../interaction.ts'
import type { EraseBody } from './eraseUpdate.ts'
import { createInteractionEraser } from './interactionEraser.ts'

/** The part of an erasure that owns the contents of some kinds of interactions, and nothing else. */
export function createContentErasure(
  { connection, clock }: { connection: Connection; clock: Clock },
  {
    name,
    kinds,
    eraseBody,
  }: { name: ErasurePartName; kinds: readonly InteractionKind[]; eraseBody: EraseBody },
): ErasurePart {
  const interactions = createInteractionEraser({ connection, clock, kinds, eraseBody })
  return {
    name,
    count: ({ profileIds }) => interactions.count(profileIds),
    erase: ({ profileIds }) => interactions.erase(profileIds),
  }
}
