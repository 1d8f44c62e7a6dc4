import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { identityChangeOf, isSameChange } from '../../log/identityChange.ts'
import type { LogStore } from '../../log/logStore.ts'
import { isShownIn } from './regrouping.ts'

/** Of the two records of a merge or unmerge, the one that a page of these profiles shows. */
export async function readShownRecord(
  { interaction, change }: { interaction: Interaction; change: IdentityChangeBody },
  group: readonly string[],
  log: Pick<LogStore, 'readAfter'>,
): Promise<Interaction> {
  const { twinProfileId } = change
  const upTo = change.positions[twinProfileId]
  if (isShownIn(new Set(group), interaction.profileId, change) || upTo === undefined) return interaction
  const [other] = await log.readAfter(twinProfileId, upTo - 1, { limit: 1, upTo })
  const otherChange = other && identityChangeOf(other)
  return otherChange && isSameChange(otherChange, change) ? other : interaction
}
