import type { Interaction, InteractionKind, Visibility } from './interaction.ts'
import type { InteractionLoader } from './interactionLoader.ts'
import type { Principal } from './principal.ts'

/** What somebody may read: INTERNAL interactions only with the scope `notes:read`. */
export function readableVisibilities(principal: Principal): Visibility[] {
  return principal.scopes.includes('notes:read') ? ['PUBLIC', 'INTERNAL'] : ['PUBLIC']
}

/** Load an interaction for its entity reference; null when it is missing, of another kind or not for him to read. */
export async function loadReadable(
  { interactions, principal }: { interactions: InteractionLoader; principal: Principal },
  kind: InteractionKind,
  id: string,
): Promise<Interaction | null> {
  const interaction = await interactions.load(id)
  if (interaction?.kind !== kind) return null
  return readableVisibilities(principal).includes(interaction.visibility) ? interaction : null
}
