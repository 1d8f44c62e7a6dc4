import type { Interaction, InteractionKind } from '../interaction.ts'
import type { InteractionLoader } from './interactionLoader.ts'
import type { Access } from '../visibility/access.ts'

/** Load an interaction for its entity reference; null when it is missing, of another kind or not for the caller to see. */
export async function loadVisible(
  { interactions, access }: { interactions: InteractionLoader; access: Access },
  kind: InteractionKind,
  id: string,
): Promise<Interaction | null> {
  const interaction = await interactions.load(id)
  return interaction?.kind === kind && (await access.maySeeInteraction(interaction)) ? interaction : null
}
