import type { Interaction } from '../../../interactions/interaction.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import type { LogRange, LogStore, RangeReads } from './logStore.ts'
import type { LogPositions } from './streamCursor.ts'

type ReadAfter = { profileId: string; position: number; limit: number; upTo: number | undefined }

/**
 * How many reads share one command. What is asked for while one is in progress goes together in the next: a thousand
 * streams that resume at once are read three times faster so than by four commands at once, which leave little to share.
 */
const sharing = { maxKeys: 100, commandsAtOnce: 1 }
/** How long a read may be, in positions, to share a command with reads of other logs. */
const maxSharedLength = 10

/**
 * The same log, read by fewer commands: when many streams begin or catch up at once, as after the loss of a gateway,
 * equal reads are one read, and short reads of different logs are one command. Each read starts after it was asked for,
 * so a stream sees everything that was written before, as it must to miss nothing.
 */
export function shareReads(log: LogStore & RangeReads): LogStore {
  const lastPositions = createBatchAcrossRequests<readonly string[], LogPositions>(async (groups) => {
    const all = await log.lastPositions([...new Set(groups.flat())])
    return groups.map((ids) => new Map(ids.map((profileId) => [profileId, all.get(profileId) ?? 0])))
  }, sharing)

  const identityChanges = createBatchAcrossRequests<readonly string[], Interaction[]>(async (groups) => {
    const all = await log.readIdentityChanges([...new Set(groups.flat())])
    return groups.map((ids) => all.filter(({ profileId }) => ids.includes(profileId)))
  }, sharing)

  const readAfter = createBatchAcrossRequests<ReadAfter, Interaction[]>(async (reads) => {
    const distinct = new Map(reads.map((read) => [keyOf(read), read]))
    const found = new Map<string, Interaction[]>()
    const short: LogRange[] = []
    const long: Promise<void>[] = []
    for (const [key, read] of distinct) {
      const range = rangeOf(read)
      if (range) short.push(range)
      else long.push(readAlone(read).then((interactions) => void found.set(key, interactions)))
    }
    const [ofRanges] = await Promise.all([short.length > 0 ? log.readRanges(short) : [], ...long])
    // A reader takes its interactions out of its list.
    return reads.map((read) => [...(found.get(keyOf(read)) ?? ofRanges.filter((one) => isIn(one, read)))])
  }, sharing)

  const readAlone = ({ profileId, position, limit, upTo }: ReadAfter) =>
    log.readAfter(profileId, position, { limit, ...(upTo !== undefined && { upTo }) })

  return {
    ...log,
    lastPositions,
    readIdentityChanges: identityChanges,
    readAfter: (profileId, position, { limit, upTo }) => readAfter({ profileId, position, limit, upTo }),
  }
}

function keyOf({ profileId, position, limit, upTo }: ReadAfter): string {
  return `${profileId} ${position} ${limit} ${upTo}`
}

/** The range of a short read, which its limit cannot cut; null for any other. */
function rangeOf({ profileId, position, limit, upTo }: ReadAfter): LogRange | null {
  const isShort = upTo !== undefined && upTo - position <= Math.min(limit, maxSharedLength)
  return isShort ? { profileId, after: position, upTo } : null
}

function isIn({ profileId, seq }: Interaction, read: ReadAfter): boolean {
  return profileId === read.profileId && seq > read.position && seq <= (read.upTo ?? seq)
}
