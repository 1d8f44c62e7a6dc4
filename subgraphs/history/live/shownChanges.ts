import type { Interaction } from '../../../interactions/interaction.ts'
import { mayRead, readBefore } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { checkedFilter, matchesFilter, textSearchOf } from '../page/historyFilter.ts'

/** How a subscriber sees a change of an interaction: the interaction, or that it is hidden now. */
export type Shown = 'INTERACTION' | 'HIDDEN'

/**
 * Decide how a principal with a filter sees each change; null when not at all. A filter with a fault is BAD_USER_INPUT.
 *
 * A change is HIDDEN when the subscriber may have an earlier revision, which it could read and which matched, and may not
 * read the present one. Later changes of the same interaction are HIDDEN again, because a subscriber that was away may
 * have missed the first. An interaction that it could never read is never HIDDEN, so nothing shows that it exists. The
 * text of a filter does not count then: it is the present text, of which HIDDEN must say nothing.
 */
export function shownChanges(
  filter: Parameters<typeof checkedFilter>[0],
  principal: Principal,
): (followed: { change: 'RECORDED' | 'AMENDED' | 'JOINED'; interaction: Interaction }) => Shown | null {
  const checked = checkedFilter(filter)
  const text = textSearchOf(checked, principal)
  return ({ change, interaction }) => {
    if (mayRead(principal, interaction))
      return matchesFilter(checked, interaction, text) ? 'INTERACTION' : null
    if (change !== 'AMENDED') return null
    const couldRead = readBefore(principal, interaction).some((former) =>
      matchesFilter(checked, { ...interaction, ...former }),
    )
    return couldRead ? 'HIDDEN' : null
  }
}
