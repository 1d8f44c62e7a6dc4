/** An interaction as a client keeps it: what it selects, with at least its id and revision. */
export type Kept = { id: string; revision: number }

/** An event of `customerHistory` or `changes`, with the fields that a client must select. */
export type FollowedEvent<Shown extends Kept> = {
  change: string
  cursor: string
  interaction: Shown | null
  interactionId?: string | undefined
  interactionIds?: readonly string[] | undefined
}

/** What a client knows of one customer, and where it goes on. */
export type Model<Shown extends Kept> = {
  cursor: string
  interactions: ReadonlyMap<string, Shown>
  /** The customer may not be seen any more. */
  isLost: boolean
}

/** The model after an event. It can be applied again: the same events, from any earlier cursor on, give the same model. */
export function apply<Shown extends Kept>(model: Model<Shown>, event: FollowedEvent<Shown>): Model<Shown> {
  const { change, cursor, interaction, interactionId, interactionIds = [] } = event
  if (change === 'ACCESS_LOST') return { cursor, interactions: new Map(), isLost: true }
  const interactions = new Map(model.interactions)
  // RECORDED, AMENDED, JOINED, and what later versions add.
  if (interaction && interaction.revision >= (interactions.get(interaction.id)?.revision ?? 0))
    interactions.set(interaction.id, interaction)
  if (interactionId !== undefined) interactions.delete(interactionId)
  for (const id of interactionIds) interactions.delete(id)
  return { cursor, interactions, isLost: false }
}
