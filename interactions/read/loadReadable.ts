import type { Interaction, InteractionKind } from '../interaction.ts'
import type { InteractionLoader } from './interactionLoader.ts'
import { mayRead } from '../visibility/visibility.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'

/**
 * Load an interaction for its entity reference; null when it is missing, of another kind or not readable. It does not
 * check the customer: `loadVisible` does.
 */
export async function loadReadable(
  { interactions, principal }: { interactions: InteractionLoader; principal: Principal },
  kind: InteractionKind,
  id: string,
): Promise<Interaction | null> {
  const interaction = await interactions.load(id)
  return interaction?.kind === kind && mayRead(principal, interaction) ? interaction : null
}
