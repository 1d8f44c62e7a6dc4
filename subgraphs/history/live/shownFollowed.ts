import type { Interaction } from '../../../interactions/interaction.ts'
import type { Access } from '../../../interactions/visibility/access.ts'
import { mayRead, readableConditions, readBefore } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { JoinedLogStore } from '../log/joinedLogStore.ts'
import { checkedFilter, matchesFilter } from '../page/historyFilter.ts'
import { filterConditions, hidesTwins } from '../page/historyPipeline.ts'
import type { FollowedChange, LogJoined } from './customerFollower.ts'
import { changeOf, type CustomerChange } from './historyEvent.ts'
import { shownChanges } from './shownChanges.ts'

/** What a subscriber sees of a change; null when it sees nothing. Decided by the rights that the caller has then. */
export type Showing = (access: Access) => Promise<CustomerChange | null>

/** More is not counted: `count` of LOG_JOINED. */
export const maxCounted = 10_000

/**
 * Decide how a principal with a filter sees what a follower delivers; null when not at all, whatever its rights to the
 * customer are. A filter with a fault is BAD_USER_INPUT.
 */
export function createShownFollowed({
  filter,
  principal,
  log,
}: {
  filter: Parameters<typeof checkedFilter>[0]
  principal: Principal
  log: Pick<JoinedLogStore, 'countIn'>
}): (followed: FollowedChange) => Showing | null {
  const shownOf = shownChanges(filter, principal)
  const checked = checkedFilter(filter)
  const { text: _text, ...withoutText } = checked

  /**
   * Whether the subscriber may have an interaction that left. What it could never read is not named. An amendment can
   * have taken one out of what the filter matches, so of one that was amended only the kind is judged by the filter.
   */
  function mayHave(interaction: Interaction): boolean {
    if (!mayRead(principal, interaction) && readBefore(principal, interaction).length === 0) return false
    const { kinds = null } = checked
    return matchesFilter(interaction.revision > 1 ? { kinds } : withoutText, interaction)
  }

  async function countOf({ ranges, group }: LogJoined, access: Access): Promise<number> {
    const areVisible = await Promise.all(ranges.map(({ profileId }) => access.maySeeCustomerOf(profileId)))
    const visible = ranges.filter((_range, index) => areVisible[index])
    const conditions = [...readableConditions(principal), ...filterConditions(withoutText), hidesTwins(group)]
    return log.countIn(visible, conditions, maxCounted)
  }

  return (followed) => {
    switch (followed.change) {
      case 'LEFT': {
        const interactionIds = followed.interactions.filter(mayHave).map(({ id }) => id)
        return interactionIds.length === 0
          ? null
          : async () => ({ change: 'LEFT', interaction: null, interactionIds })
      }
      case 'LOG_JOINED':
        return async (access) => {
          const count = await countOf(followed, access)
          const { pageAfter } = followed
          return count === 0 ? null : { change: 'LOG_JOINED', interaction: null, count, pageAfter }
        }
      case 'RECORDED':
      case 'AMENDED':
      case 'JOINED': {
        const shown = shownOf(followed)
        if (!shown) return null
        const { interaction } = followed
        return async (access) => {
          // A profile that an unmerge has separated meanwhile may be of a customer that the caller may not see.
          if (!(await access.maySeeCustomerOf(interaction.profileId))) return null
          return followed.change === 'JOINED' ? followed : changeOf(followed, shown)
        }
      }
    }
  }
}
