import type { Interaction } from '../../../interactions/interaction.ts'
import { mayRead } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { checkedFilter, matchesFilter } from '../page/historyFilter.ts'

/** Whether a principal may see an interaction and the filter lets it pass. A filter with a fault is BAD_USER_INPUT. */
export function wantedInteractions(
  filter: Parameters<typeof checkedFilter>[0],
  principal: Principal,
): (interaction: Interaction) => boolean {
  const checked = checkedFilter(filter)
  return (interaction) => mayRead(principal, interaction) && matchesFilter(checked, interaction)
}
