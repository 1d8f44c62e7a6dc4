import type { Connection } from 'mongoose'
import { createInteractionEraser } from '../../interactions/erasure/interactionEraser.ts'
import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { ErasurePart } from '../../privacy/erasure/erasure.ts'
import type { ActionBody } from './action.ts'

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

function erasedAction({ body }: InteractionDocument): { body: ActionBody; summary: string } {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kind
  const { type, status } = body as ActionBody
  const name = type.toLowerCase()
  return {
    body: { type, name, status, amount: null, externalReference: null, details: null, ownSummary: null },
    summary: `Action erased: ${name}`,
  }
}
