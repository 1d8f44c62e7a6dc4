import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { identityChangeOf, isSameChange } from '../../log/identityChange.ts'
import type { LogStore } from '../../log/logStore.ts'
import type { FollowedLogs } from './followedLogs.ts'

/**
 * Deliver what the other followed logs held at a merge or unmerge that is recorded in one of them, except for the
 * change's other record.
 */
export async function* readBefore<Delivered>(
  { change, recordedIn }: { change: IdentityChangeBody; recordedIn: string },
  deliver: (interaction: Interaction) => AsyncGenerator<Delivered, void>,
  { log, logs, readSize }: { log: Pick<LogStore, 'readAfter'>; logs: FollowedLogs; readSize: number },
): AsyncGenerator<Delivered, void> {
  const ends = Object.entries(change.positions).filter(([profileId]) => profileId !== recordedIn)
  const isUnread = ([profileId, upTo]: [string, number]) => (logs.positionOf(profileId) ?? upTo) < upTo
  // A merge that was before this change adds logs, also some that were passed over.
  for (let next = ends.find(isUnread); next; next = ends.find(isUnread)) {
    const [profileId, upTo] = next
    const batch = await log.readAfter(profileId, logs.positionOf(profileId) ?? upTo, {
      limit: readSize,
      upTo,
    })
    for (const interaction of batch) {
      const other = identityChangeOf(interaction)
      if (other && isSameChange(other, change)) logs.advance(profileId, interaction.seq)
      else yield* deliver(interaction)
    }
    if (batch.length < readSize) logs.advance(profileId, upTo)
  }
}
