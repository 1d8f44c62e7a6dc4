import type { Interaction } from '../../../interactions/interaction.ts'
import { identityChangeOf, type IdentityRecord } from '../log/identityChange.ts'
import type { JoinedLogStore, LogRange } from '../log/joinedLogStore.ts'
import type { LogStore } from '../log/logStore.ts'
import {
  type CursorAnchor,
  type CursorPosition,
  type LogPositions,
  streamCursor,
} from '../log/streamCursor.ts'
import { createFollowedLogs } from './regroup/followedLogs.ts'
import { limitBy, readBeyond, withinLogs } from './regroup/leftLogs.ts'
import { type MergedRead, startMergedRead } from './mergedRead.ts'
import { backlogRanges, readBacklog } from './regroup/readBacklog.ts'
import { readBefore } from './regroup/readBefore.ts'
import { readShownRecord } from './regroup/readShownRecord.ts'
import { type Regrouped, regroupedEvents } from './regroup/regroupedEvents.ts'
import {
  anchorOf,
  groupToFollow,
  heldBefore,
  recordIn,
  type Regrouping,
  regroupingOf,
} from './regroup/regrouping.ts'

/*
 * How a customer is followed.
 *
 * Each profile has a log, and each interaction a position in it. The state of a follower is one position per followed
 * log. The invariant: everything up to the position of a log was delivered, and nothing after it. So the positions are
 * a cursor at any moment, also after a failed read, and an interaction at or before its log's position is ignored.
 *
 * - Live, the change fan-out gives one interaction after the other (`take`). One at the position after the last is
 *   delivered. One further on shows a gap: then the logs must be read, and the interaction with them.
 * - Behind, all logs are read to their ends (`readOn`), merged by the time of change.
 * - A merge or unmerge is recorded in a log of both customers, with the positions that all logs concerned had then.
 *   Before it is delivered, every other followed log is read up to its position in the record. So all that came before
 *   the change is delivered before it, and a log that is left was read to its end. The change is delivered once, by the
 *   record that a page of the customer shows.
 * - After it, and before anything newer, the follower delivers what the change made a part of the customer, or no part
 *   any more (`settle`): LEFT names what the logs that left held (`leftLogs`). Then a log that joined has a backlog: all that it held
 *   before the change, from its beginning to its position in the record. So a page and what came after it are what a
 *   later page shows. The cursor carries how far this is.
 * - A follower that began at the oldest entries has a backlog too: the logs of the profiles that formed the customer
 *   then, up to their ends at that moment.
 * - A backlog is read first, all logs together. A merge or unmerge in it is delivered as a page of these profiles shows
 *   it, and changes nothing: the profiles of the customer are given from the beginning. After it the follower is where a
 *   stream would have begun at that moment.
 * - An amendment gives its interaction a new position at the end. A follower can so find an interaction for the first
 *   time when it is already amended: it is RECORDED when it was certainly not delivered before, else AMENDED.
 */

/** An interaction that was written. */
export type Followed = { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }

/** What to deliver. The follower's positions are those after it until the next one is requested. */
export type FollowedChange = Followed | Regrouped | LogJoined

/** Logs that joined hold more than is delivered: `ranges`, to be read by `changes` from the cursor `pageAfter` on. */
export type LogJoined = { change: 'LOG_JOINED'; ranges: LogRange[]; group: string[]; pageAfter: string }

/** Where a follower begins. */
export type FollowFrom = Omit<CursorPosition, 'due'> & { regrouping: Regrouping | null }

/** Follows the logs of one customer's profiles, each in the order of its positions, through merges and unmerges. */
export type CustomerFollower = {
  /** The last delivered position of each followed log. */
  positions(): LogPositions
  /** The positions as a cursor, with what is left of the backlog. */
  cursor(): string
  /** The id of the customer that is followed now. */
  customerId(): string
  /** Take what was just written: it is delivered, or ignored, or shows that the follower is behind. */
  take(interaction: Interaction): AsyncGenerator<FollowedChange, void>
  /** Something may have been written that was not taken, or a read failed: the logs must be read. */
  markBehind(): void
  isBehind(): boolean
  /** Read all logs to their ends. */
  readOn(): AsyncGenerator<FollowedChange, void>
}

const usualReadSize = 200

export function createCustomerFollower({
  askedId,
  customerId,
  currentProfileIds,
  startAt,
  log,
  onFollow,
  readSize = usualReadSize,
  maxJoined = Infinity,
}: {
  /** The id that the subscriber gave: after an unmerge, the customer with this profile is followed. */
  askedId: string
  /** The current id of the customer. */
  customerId: string
  /** The current profiles of the customer. */
  currentProfileIds: string[]
  startAt: FollowFrom
  log: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'> &
    Pick<JoinedLogStore, 'readTwins' | 'readRecordedAt'>
  /** Called before the logs of newly followed profiles are read. */
  onFollow: (profileIds: Iterable<string>) => void
  /** How many interactions of one log are read at once, at most. */
  readSize?: number
  /** The logs that joined are only announced when they hold more than this together. Default: they are delivered. */
  maxJoined?: number
}): CustomerFollower {
  const logs = createFollowedLogs()
  let anchor: CursorAnchor | null = startAt.anchor
  let isJoined = startAt.isJoined
  let regrouping = startAt.regrouping
  let isBehind = regrouping !== null || startAt.backlog.size > 0
  let followedId = customerId
  for (const [profileId, position] of startAt.positions)
    logs.follow(profileId, position, startAt.backlog.get(profileId))

  function cursor(): string {
    const backlog = logs.backlog()
    return streamCursor.encode(logs.positions(), {
      backlog,
      isJoined: isJoined && backlog.size > 0,
      due: regrouping,
      anchor,
    })
  }

  function caughtUp(profileId: string): void {
    logs.deliveredOf(profileId)?.caughtUp(logs.positionOf(profileId) ?? 0)
  }

  async function* deliver(interaction: Interaction): AsyncGenerator<FollowedChange, void> {
    if (!logs.isAhead(interaction)) return
    const { profileId, seq } = interaction
    const isNew = logs.deliveredOf(profileId)?.isNew(interaction) ?? true
    const change = isNew ? identityChangeOf(interaction) : null
    let record = interaction
    if (change) {
      yield* readBefore({ change, recordedIn: profileId }, deliverSettled, { log, logs, readSize })
      // By a change that was before this one the log may be left.
      if (!logs.isAhead(interaction)) return
      const group = groupToFollow({ profileId, change }, { askedId, currentProfileIds })
      record = await readShownRecord({ interaction, change }, group, log)
      const shown = { profileId, seq, change, recordedAt: interaction.recordedAt }
      regroup(shown, group, await withinLogs(readBeyond(shown, group, logs.positionOf), log))
    }
    logs.deliveredOf(profileId)?.add(interaction)
    logs.advance(profileId, seq)
    yield { change: isNew ? 'RECORDED' : 'AMENDED', interaction: record }
  }

  async function* deliverSettled(interaction: Interaction): AsyncGenerator<FollowedChange, void> {
    yield* deliver(interaction)
    yield* settle()
  }

  function regroup(record: IdentityRecord, group: string[], beyond: LogPositions): void {
    const { change } = record
    const added = group.filter((profileId) => !logs.has(profileId))
    for (const profileId of change.customers.flat()) if (!group.includes(profileId)) logs.leave(profileId)
    for (const profileId of added) logs.follow(profileId, 0, heldBefore(record, profileId))
    isJoined = true
    const joined = [...logs.backlog().keys()]
    const limits = new Map([...beyond.keys()].map((profileId) => [profileId, limitBy(record, profileId)]))
    const next = regroupingOf(record, group, { joined, beyond, limits })
    const isEmpty = joined.length === 0 && [...next.left.values()].every((end) => end === 0)
    regrouping = isEmpty ? null : next
    anchor = anchorOf(recordIn(group, record))
    followedId = group[0] ?? followedId
    onFollow(logs.ids())
    if (added.length > 0 || regrouping) markBehind()
  }

  function markBehind(): void {
    isBehind = true
  }

  /** Deliver what is to be delivered before anything newer. */
  async function* settle(): AsyncGenerator<FollowedChange, void> {
    if (regrouping) yield* regroupedEvents(regrouping, logs.positions(), log)
    regrouping = null
    if (logs.hasBacklog()) yield* settleBacklog()
  }

  async function* settleBacklog(): AsyncGenerator<FollowedChange, void> {
    const ranges = backlogRanges(logs)
    if (isJoined && ranges.reduce((sum, { after, upTo }) => sum + upTo - after, 0) > maxJoined) {
      const pageAfter = cursor()
      for (const { profileId, upTo } of ranges) {
        logs.advance(profileId, upTo)
        // The pages give it, so what is amended later may have been delivered.
        caughtUp(profileId)
      }
      yield { change: 'LOG_JOINED', ranges, group: logs.ids(), pageAfter }
      return
    }
    for await (const { interaction, isNew } of readBacklog({ log, logs, readSize }))
      yield { change: isJoined ? 'JOINED' : isNew ? 'RECORDED' : 'AMENDED', interaction }
  }

  function startRead(): Promise<MergedRead> {
    // What is written from here on is notified, or marks behind again.
    isBehind = false
    return startMergedRead({
      log,
      profileIds: logs.ids(),
      positionOf: logs.positionOf,
      onEnd(profileId, position) {
        // Also when the last interactions of the log have moved beyond its end by an amendment.
        logs.advance(profileId, position)
        caughtUp(profileId)
      },
      batchSize: readSize,
    })
  }

  async function* readOn(): AsyncGenerator<FollowedChange, void> {
    yield* settle()
    let read = await startRead()
    for (;;) {
      if (isBehind) {
        yield* settle()
        read = await startRead()
      }
      const interaction = await read.next()
      if (!interaction) return
      yield* deliver(interaction)
    }
  }

  return {
    positions: logs.positions,
    cursor,
    customerId: () => followedId,
    async *take(interaction) {
      if (!logs.isAhead(interaction)) return
      const { profileId, seq } = interaction
      if (seq > (logs.positionOf(profileId) ?? seq) + 1) {
        markBehind()
        return
      }
      yield* deliver(interaction)
      caughtUp(profileId)
    },
    markBehind,
    isBehind: () => isBehind,
    readOn,
  }
}
