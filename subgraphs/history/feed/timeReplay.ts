import type { Interaction } from '../../../interactions/interaction.ts'
import type { LogStore } from '../log/logStore.ts'

/** An interaction that was read by time, and the time up to which a cursor may advance after it. */
export type Replayed = { interaction: Interaction; upTo: number }

/** A read of the log of all customers, from a time up to the present. */
export type TimeReplay = {
  /** The time at which it began. */
  startedAt: number
  /** The next interaction; null at the end. After a rejection it may be called again. */
  next(): Promise<Replayed | null>
}

/**
 * How long a change can become visible after its `changedAt`: a transaction lives at most 60 s, and the clocks of the
 * writers differ.
 */
const overlapMs = 70_000
const batchSize = 200

/**
 * Start a replay after the time `reached`, up to which everything but late commits was delivered. `changedAt` is the
 * writer's time, taken before its commit, so it begins `overlapMs` earlier.
 */
export function startTimeReplay({
  log,
  reached,
  now,
}: {
  log: Pick<LogStore, 'readChangedAfter'>
  reached: number
  now: number
}): TimeReplay {
  let after = { at: new Date(Math.max(0, reached - overlapMs)), id: '' }
  let rest: Interaction[] = []
  let hasMore = true
  return {
    startedAt: now,
    async next() {
      if (rest.length === 0 && hasMore) {
        rest = await log.readChangedAfter(after, batchSize)
        hasMore = rest.length === batchSize
      }
      const interaction = rest.shift()
      if (!interaction) return null
      after = { at: interaction.changedAt, id: interaction.id }
      return { interaction, upTo: Math.min(interaction.changedAt.getTime(), now) }
    },
  }
}
