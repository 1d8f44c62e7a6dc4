import type { Change, Identified } from './change.ts'

/** A copy of a customer's history: the interactions by their ids. */
export type Model<Shown> = {
  interactions: ReadonlyMap<string, Identified & Shown>
  /** The customer may not be seen any more; everything was removed. */
  isLost: boolean
}

/** A model without interactions. */
export function emptyModel<Shown>(): Model<Shown> {
  return { interactions: new Map(), isLost: false }
}

/** The model after a change. A change that is applied again changes nothing. */
export function applyChange<Shown>(
  model: Model<Shown>,
  { change, interaction, interactionId, interactionIds = [] }: Change<Shown>,
): Model<Shown> {
  if (change === 'ACCESS_LOST') return { interactions: new Map(), isLost: true }
  const interactions = new Map(model.interactions)
  if (interaction && interaction.revision >= (interactions.get(interaction.id)?.revision ?? 0))
    interactions.set(interaction.id, interaction)
  if (interactionId !== undefined) interactions.delete(interactionId)
  for (const id of interactionIds) interactions.delete(id)
  return { interactions, isLost: false }
}
