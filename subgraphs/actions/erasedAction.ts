import type { InteractionDocument } from '../../interactions/log/interactionModel.ts'
import type { ActionBody } from './action.ts'

/** What stays of an action: its type and its status. */
export function erasedAction({ body }: InteractionDocument): { body: ActionBody; summary: string } {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kind
  const { type, status } = body as ActionBody
  const name = type.toLowerCase()
  return {
    body: { type, name, status, amount: null, externalReference: null, details: null, ownSummary: null },
    summary: `Action erased: ${name}`,
  }
}
