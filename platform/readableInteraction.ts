import type { Interaction, InteractionKind, Visibility } from './interaction.ts'
import { hasKnownSeveral, type InteractionLoader } from './interactionLoader.ts'
import type { EntityState } from './entityStates.ts'
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

/** The state of an interaction, for rooms whose fields of it are plain. */
export const interactionState: EntityState<{ interactions: InteractionLoader }> = async (
  { id },
  asked,
  { interactions },
) => {
  if (asked.length > 0 || typeof id !== 'string') return null
  const interaction = await interactions.load(id)
  return interaction && !hasKnownSeveral(interactions, id) ? `${id} ${interaction.seq}` : null
}
