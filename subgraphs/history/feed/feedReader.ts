import { setImmediate } from 'node:timers/promises'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import { type ChangePosition, comparePositions } from '../changes/changePosition.ts'
import type { Change, RecentReader } from '../changes/recentChanges.ts'
import type { LogStore } from '../log/logStore.ts'
import { feedCursor } from './feedCursor.ts'
import { createGivenAhead } from './givenAhead.ts'
import { createSeenRevisions, type SeenRevisions } from './seenRevisions.ts'
import { startTimeReplay, type TimeReplay } from './timeReplay.ts'

/*
 * A reader of the feed is at a position in the order of commits, and holds nothing but this position. It takes the next
 * change from the latest changes of the process. When it was away or is slow, so that they do not reach back to its
 * position, it reads what it has missed from the oplog, and comes back to them. So it is given each change once, in the
 * order of commits, whatever its speed.
 *
 * Only when the oplog does not reach back either, or the cursor is a mere time, the log is read by `changedAt`, which is
 * the writer's time before its commit: such a replay begins earlier than the cursor, is not in the order of commits, and
 * can repeat. Before it begins, the end of the latest changes is noted: there the reader continues after it.
 */

/** A change that a reader has found. */
export type Found = {
  interaction: Interaction
  /** Whether the feed gives this interaction for the first time. */
  isNew: boolean
  /** Whether it may have been given before the feed was resumed. */
  replayed: boolean
}

export type FeedReader = {
  /** The next change; null when there is none now and `next` is to be called again. */
  next(): Promise<Found | null>
  /** The position after the last change. */
  cursor(): string
  /** The latest changes begin again. */
  onGap: () => void
}

export type FeedPosition = ReturnType<typeof feedCursor.decode>

/** How long a process may be behind the one that gave the cursor. */
const maxAheadSeconds = 60
/** What was read of the past is read again after this time, because amendments may have hidden some of it. */
const maxMissedAgeMs = 10_000
/** How long a change that was read by time may come again, after the replay and in the order of commits. */
const seenForMs = 10_000
const changesPerTurn = 256

/** Create it when the change stream was opened, or could not be. `wait` resolves when there may be more. */
export function createFeedReader({
  after,
  changes: { recent, readMissed },
  log,
  clock,
  wait,
}: {
  /** The position to continue at; null: the present. */
  after: FeedPosition | null
  changes: Pick<ChangeFanOut, 'recent' | 'readMissed'>
  log: Pick<LogStore, 'readChangedAfter'>
  clock: Clock
  wait: () => Promise<void>
}): FeedReader {
  const now = () => clock().getTime()
  const began = after?.at ?? now()
  const resumedUpTo = after && recent.end()
  const ahead = createGivenAhead()
  let collection = recent.collection()
  let position = after ? usablePosition(after) : recent.end()
  let isBehind = after !== null && position === null
  let reached = began
  let reader: RecentReader | null = null
  let missed: { changes: Change[]; next: ChangePosition; readAt: number } | null = null
  let replay: (TimeReplay & { end: ChangePosition | null }) | null = null
  let seen: SeenRevisions | null = null
  let replayedAt = Infinity
  let taken = 0

  function usablePosition({ log: given, of }: FeedPosition): ChangePosition | null {
    const end = recent.end()
    if (!given || !end || of !== collection) return null
    const [seconds, increment, index] = given
    // A position that will not come for a long time is of another database.
    const latest = Math.max(end.seconds, now() / 1_000)
    return seconds > latest + maxAheadSeconds ? null : { seconds, increment, index }
  }

  /**
   * Everything still to come has a `changedAt` of at least this time less the overlap of a replay. So it is no later than
   * the commit, by the database's clock and this one, also when the clock of a writer is fast.
   */
  function advanceTo(time: number): void {
    reached = Math.max(reached, time)
  }

  function startReplay(): void {
    isBehind = false
    collection = recent.collection()
    replayedAt = Infinity
    seen ??= createSeenRevisions()
    replay = Object.assign(startTimeReplay({ log, reached, now: now() }), { end: recent.end() })
    position = null
    reader = null
    missed = null
  }

  async function nextReplayed(running: NonNullable<typeof replay>): Promise<Found | null> {
    const found = await running.next()
    if (!found) {
      advanceTo(running.startedAt)
      position = running.end
      replayedAt = now()
      replay = null
      return null
    }
    const { interaction, upTo } = found
    if (seen?.has(interaction)) return null
    const { id, revision, recordedAt } = interaction
    const isNew = !seen?.hasAny(id) && (revision === 1 || recordedAt.getTime() > began)
    seen?.add(interaction)
    advanceTo(upTo)
    return { interaction, isNew, replayed: true }
  }

  /** Move to the position after a change; null when it brings nothing new. */
  function pass({ next, revision, isNew, interaction }: Change): Found | null {
    position = next
    const change = { id: interaction.id, revision }
    const isRepeat = ahead.includes(change) || seen?.has(change)
    advanceTo(Math.min(interaction.changedAt.getTime(), next.seconds * 1_000 + 999, now()))
    if (next.seconds * 1_000 > replayedAt + seenForMs) seen = null
    if (isRepeat) return null
    ahead.add(change, interaction.revision)
    const wasBefore = resumedUpTo !== null && comparePositions(next, resumedUpTo) <= 0
    return { interaction, isNew, replayed: wasBefore && !isNew }
  }

  /** Read what the latest changes do not reach back to. */
  async function readMore(from: ChangePosition): Promise<void> {
    const read = collection === recent.collection() ? await readMissed(from) : 'LOST'
    if (read === 'LOST') isBehind = true
    else missed = { ...read, readAt: now() }
  }

  async function nextMissed(from: ChangePosition): Promise<Found | null> {
    if (missed && now() - missed.readAt > maxMissedAgeMs) missed = null
    if (!missed) await readMore(from)
    const change = missed?.changes.shift()
    if (change) return pass(change)
    if (missed) position = missed.next
    missed = null
    return null
  }

  return {
    async next() {
      taken += 1
      if (taken % changesPerTurn === 0) await setImmediate()
      if (isBehind && !replay) startReplay()
      if (replay) return nextReplayed(replay)
      if (!position) {
        await wait()
        return null
      }
      if (!reader && !missed) reader = collection === recent.collection() ? recent.readFrom(position) : null
      if (!reader) return nextMissed(position)
      const change = reader.take()
      if (change === 'LAPPED') reader = null
      else if (change) return pass(change)
      else await wait()
      return null
    },

    cursor() {
      if (!position) return feedCursor.encode({ at: reached })
      const { seconds, increment, index } = position
      return feedCursor.encode({ at: reached, log: [seconds, increment, index], of: collection })
    },

    onGap() {
      // A position shows by itself whether anything was missed. Without one, what follows a replay is unknown.
      if (replay ? !replay.end : !position || !recent.end()) isBehind = true
    },
  }
}
