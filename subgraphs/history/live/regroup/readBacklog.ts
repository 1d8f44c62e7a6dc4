import type { Interaction } from '../../../../interactions/interaction.ts'
import { identityChangeOf } from '../../log/identityChange.ts'
import type { LogRange } from '../../log/joinedLogStore.ts'
import type { LogStore } from '../../log/logStore.ts'
import type { FollowedLogs } from './followedLogs.ts'
import { startMergedRead } from '../mergedRead.ts'
import { readBefore } from './readBefore.ts'
import { isShownIn } from './regrouping.ts'

/** An interaction of a backlog, and whether it was certainly not delivered before. */
export type OfBacklog = { interaction: Interaction; isNew: boolean }

/** What is left of the backlogs. */
export function backlogRanges(logs: FollowedLogs): LogRange[] {
  return [...logs.backlog()].map(([profileId, { end }]) => {
    return { profileId, after: logs.positionOf(profileId) ?? end, upTo: end }
  })
}

/**
 * Deliver the backlogs of the followed logs, all together. Of the two records of a merge or unmerge in it, one is
 * delivered, as a page of the followed profiles shows it, and it changes nothing.
 */
export async function* readBacklog(from: {
  log: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'>
  logs: FollowedLogs
  readSize: number
}): AsyncGenerator<OfBacklog, void> {
  const { log, logs, readSize } = from
  const ends = new Map([...logs.backlog()].map(([profileId, { end }]) => [profileId, end]))
  const read = await startMergedRead({
    log: { ...log, lastPositions: async () => ends },
    profileIds: [...ends.keys()],
    positionOf: logs.positionOf,
    onEnd: logs.advance,
    batchSize: readSize,
  })

  async function* deliver(interaction: Interaction): AsyncGenerator<OfBacklog, void> {
    if (!logs.isAhead(interaction)) return
    const { profileId, seq } = interaction
    const change = identityChangeOf(interaction)
    const isShown = !change || isShownIn(logs, profileId, change)
    if (change && isShown) yield* readBefore({ change, recordedIn: profileId }, deliver, from)
    const delivered = logs.deliveredOf(profileId)
    const isNew = delivered?.isNew(interaction) ?? true
    delivered?.add(interaction)
    logs.advance(profileId, seq)
    if (isShown) yield { interaction, isNew }
  }

  for (let next = await read.next(); next; next = await read.next()) yield* deliver(next)
}
