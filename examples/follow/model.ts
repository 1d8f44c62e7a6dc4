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

/** The model after events. They can come again: all events after an earlier cursor give the same model. */
export function apply<Shown extends Kept>(
  model: Model<Shown>,
  events: readonly FollowedEvent<Shown>[],
): Model<Shown> {
  const interactions = new Map(model.interactions)
  let { cursor, isLost } = model
  for (const { change, interaction, interactionId, interactionIds = [], ...event } of events) {
    // RECORDED, AMENDED, JOINED, and what later versions add.
    if (interaction && interaction.revision >= (interactions.get(interaction.id)?.revision ?? 0))
      interactions.set(interaction.id, interaction)
    if (interactionId !== undefined) interactions.delete(interactionId)
    for (const id of interactionIds) interactions.delete(id)
    isLost = change === 'ACCESS_LOST'
    if (isLost) interactions.clear()
    cursor = event.cursor
  }
  return { cursor, interactions, isLost }
}
