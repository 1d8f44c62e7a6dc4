import type { Interaction } from '../../../interactions/interaction.ts'
import { type IdentityRecord, identityRecordsIn } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'

/** Reads the unread parts of several logs as one sequence. */
export type MergedRead = {
  /** The next interaction; null at the end. Its log's position must be advanced before the following call. */
  next(): Promise<Interaction | null>
}

/** What of one log was read and not yet given, whether that is all of it, and the position up to which it is read. */
type LogRead = { rest: Interaction[]; isWhole: boolean; upTo: number }

const maxBatchSize = 200
/** About how many interactions are held at once, over all logs. */
const maxHeld = 1_000

/**
 * Start to read these logs from their current positions to their ends at this moment, merged by `changedAt`.
 *
 * Clocks differ, so the time alone could put an interaction before the merge or unmerge that it came after, and by
 * which its log is left. Such an interaction waits until that merge or unmerge was given.
 */
export async function startMergedRead({
  log,
  profileIds,
  positionOf,
  onEnd,
  batchSize = maxBatchSize,
}: {
  log: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'>
  profileIds: string[]
  /** The current position in a log; undefined when it is no longer followed. */
  positionOf: (profileId: string) => number | undefined
  /** Called when everything of a log up to this position was given. */
  onEnd: (profileId: string, position: number) => void
  /** How many interactions of one log are read at once, at most. */
  batchSize?: number
}): Promise<MergedRead> {
  const ends = await log.lastPositions(profileIds)
  const unread = new Map([...ends].filter(([profileId, end]) => end > (positionOf(profileId) ?? end)))
  const reads = new Map<string, LogRead>(
    [...unread].map(([profileId, upTo]) => [profileId, { rest: [], isWhole: false, upTo }]),
  )
  /** The merges and unmerges that are still to be given. One log alone is in order. */
  let ahead: IdentityRecord[] = unread.size > 1 ? await identityRecords() : []

  async function identityRecords(): Promise<IdentityRecord[]> {
    const records = identityRecordsIn(await log.readIdentityChanges([...unread.keys()]))
    return records.filter((record) => isAhead(record) && record.seq <= (unread.get(record.profileId) ?? 0))
  }

  function isAhead({ profileId, seq }: IdentityRecord): boolean {
    return seq > (positionOf(profileId) ?? seq)
  }

  function mustWait({ profileId, seq }: Interaction): boolean {
    return ahead.some(({ change }) => seq > (change.positions[profileId] ?? seq))
  }

  async function refill(): Promise<void> {
    const limit = Math.max(10, Math.min(batchSize, Math.floor(maxHeld / Math.max(1, reads.size))))
    const empty = [...reads].filter(([, read]) => read.rest.length === 0 && !read.isWhole)
    await Promise.all(
      empty.map(async ([profileId, read]) => {
        const { upTo } = read
        read.rest = await log.readAfter(profileId, positionOf(profileId) ?? upTo, { limit, upTo })
        read.isWhole = read.rest.length < limit
      }),
    )
  }

  function endWhole(): void {
    for (const [profileId, { rest, isWhole, upTo }] of reads) {
      if (!isWhole || rest.length > 0) continue
      onEnd(profileId, upTo)
      reads.delete(profileId)
    }
  }

  /** The read whose next interaction changed first, of those that need not wait. */
  function earliest(): LogRead | null {
    ahead = ahead.filter(isAhead)
    let first: { read: LogRead; next: Interaction } | null = null
    for (const read of reads.values()) {
      const [next] = read.rest
      if (next && !mustWait(next) && (!first || isEarlier(next, first.next))) first = { read, next }
    }
    return first && first.read
  }

  return {
    async next() {
      await refill()
      endWhole()
      return earliest()?.rest.shift() ?? null
    },
  }
}

function isEarlier(one: Interaction, other: Interaction): boolean {
  return (
    one.changedAt < other.changedAt ||
    (one.changedAt.getTime() === other.changedAt.getTime() && one.id < other.id)
  )
}
