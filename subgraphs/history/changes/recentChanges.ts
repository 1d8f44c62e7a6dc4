import type { Interaction } from '../../../interactions/interaction.ts'
import {
  type ChangePosition,
  type ClusterTime,
  comparePositions,
  createPositionCounter,
} from './changePosition.ts'
import type { ChangePlace, LiveChange } from './changeStore.ts'

/** That a revision of an interaction was written, with the interaction in this revision or a later one. */
export type Change = {
  /** The position after this change. */
  next: ChangePosition
  revision: number
  /** Whether the interaction was recorded, and not amended. */
  isNew: boolean
  interaction: Interaction
}

/** Reads the changes one after the other. */
export type RecentReader = {
  /** The next change; null when there is none yet, `LAPPED` when it is not kept any more. */
  take(): Change | null | 'LAPPED'
}

/** Where the kept changes begin. */
export type RecentBegin = {
  position: ChangePosition
  /** All changes from the past up to the position are at this time or before. */
  time: ClusterTime
}

/**
 * The latest changes of a process, in the order of commits, for readers that each have only a position in them. They are
 * bounded: the oldest are dropped. An interaction is kept once, in its latest known revision: a slow reader is not given
 * what an amendment has hidden.
 */
export type RecentChanges = {
  /** Begin again, here; null: there will be none. */
  begin(place: ChangePlace | null): void
  add(change: LiveChange): void
  /** The position after the last change; null when there is none. */
  end(): ChangePosition | null
  /** The first position that is kept; null when there is none. */
  start(): RecentBegin | null
  /** In which collection the positions are. */
  collection(): string
  /** Read from a position, also one that is still to come; null when it is before what is kept. */
  readFrom(position: ChangePosition): RecentReader | null
}

type Kept = { next: ChangePosition; revision: number; isNew: boolean; of: Latest; bytes: number; at: number }
/** An interaction in its latest revision, and the number of changes of it that are kept. */
type Latest = { interaction: Interaction; kept: number }

const usualMaxBytes = 16_000_000
const usualMaxAgeMs = 600_000
/** What a kept change takes besides the document. */
const bytesOfChange = 500

export function createRecentChanges({
  maxBytes = usualMaxBytes,
  maxAgeMs = usualMaxAgeMs,
  now = Date.now,
}: { maxBytes?: number; maxAgeMs?: number; now?: () => number } = {}): RecentChanges {
  let begin: RecentBegin | null = null
  let collection = ''
  let end: ChangePosition | null = null
  let count = createPositionCounter()
  let kept: Kept[] = []
  /** The number of the first kept change, counted over all since the beginning of the process. */
  let first = 0
  let dropped = 0
  let bytes = 0
  const latest = new Map<string, Latest>()

  function clear(): void {
    // One more, so that a reader at the end has to look for its position too.
    first += kept.length - dropped + 1
    kept = []
    dropped = 0
    bytes = 0
    latest.clear()
  }

  function dropFirst(): void {
    const gone = kept[dropped]
    if (!gone) return
    begin = { position: gone.next, time: gone.next }
    bytes -= gone.bytes
    gone.of.kept -= 1
    if (gone.of.kept === 0) latest.delete(gone.of.interaction.id)
    dropped += 1
    first += 1
    // Copying is worth it only now and then.
    if (dropped * 2 < kept.length) return
    kept = kept.slice(dropped)
    dropped = 0
  }

  function trim(): void {
    const oldest = now() - maxAgeMs
    for (;;) {
      const at = kept[dropped]?.at
      if (at === undefined || (bytes <= maxBytes && at >= oldest)) return
      dropFirst()
    }
  }

  function latestOf(interaction: Interaction): Latest {
    const known = latest.get(interaction.id)
    if (!known) {
      const added = { interaction, kept: 0 }
      latest.set(interaction.id, added)
      return added
    }
    if (interaction.revision >= known.interaction.revision) known.interaction = interaction
    return known
  }

  /** The number of the first kept change that is at or after a position. */
  function firstAfter(position: ChangePosition): number {
    let low = dropped
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const change = kept[middle]
      if (change && comparePositions(change.next, position) <= 0) low = middle + 1
      else high = middle
    }
    return first + low - dropped
  }

  return {
    begin(place) {
      clear()
      count = createPositionCounter()
      collection = place?.collection ?? ''
      if (!place) {
        begin = null
        end = null
        return
      }
      // The stream gives what is at its time or later, and everything before is at the time before.
      const { t: seconds, i: increment } = place.time
      end = { seconds, increment, index: 0 }
      begin = { position: end, time: { seconds, increment: increment - 1 } }
    },

    add({ time, revision, isNew, interaction, bytes: size }) {
      end = count(time)
      if (revision === null || !interaction) return
      const of = latestOf(interaction)
      of.kept += 1
      const change = { next: end, revision, isNew, of, bytes: size + bytesOfChange, at: now() }
      bytes += change.bytes
      kept.push(change)
      trim()
    },

    end: () => end,
    start: () => begin,
    collection: () => collection,

    readFrom(position) {
      if (!begin || comparePositions(position, begin.position) < 0) return null
      let at = firstAfter(position)
      return {
        take() {
          if (at < first) return 'LAPPED'
          for (;;) {
            const change = kept[dropped + at - first]
            if (!change) return null
            at += 1
            // A position of another process may be ahead of the stream of this one.
            if (comparePositions(change.next, position) <= 0) continue
            const { next, revision, isNew, of } = change
            return { next, revision, isNew, interaction: of.interaction }
          }
        },
      }
    },
  }
}
