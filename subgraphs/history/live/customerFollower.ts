import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { groupWith, identityChangeOf, type IdentityRecord, isSameChange } from '../log/identityChange.ts'
import type { JoinedLogStore, LogRange } from '../log/joinedLogStore.ts'
import type { LogStore } from '../log/logStore.ts'
import { type CursorAnchor, type CursorPosition, type LogPositions, streamCursor } from '../log/streamCursor.ts'
import { createFollowedLogs } from './followedLogs.ts'
import { type MergedRead, startMergedRead } from './mergedRead.ts'
import { type Regrouped, regroupedEvents } from './regroupedEvents.ts'
import { anchorOf, heldBefore, isShownIn, recordIn, type Regrouping, regroupingOf } from './regrouping.ts'

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
 *   any more (`settle`): LEFT names what the logs that left held. Then a log that joined has a backlog: all that it held
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
    if (regrouping?.cursor) return regrouping.cursor
    const backlog = logs.backlog()
    const due = regrouping?.record && { ...regrouping.record, done: regrouping.done }
    return streamCursor.encode(logs.positions(), {
      backlog,
      isJoined: isJoined && backlog.size > 0,
      due: due ?? null,
      anchor,
    })
  }

  function caughtUp(profileId: string): void {
    logs.deliveredOf(profileId)?.caughtUp(logs.positionOf(profileId) ?? 0)
  }

  function isAhead({ profileId, seq }: Interaction): boolean {
    const position = logs.positionOf(profileId)
    return position !== undefined && seq > position
  }

  async function* deliver(interaction: Interaction): AsyncGenerator<FollowedChange, void> {
    if (!isAhead(interaction)) return
    const { profileId, seq } = interaction
    const isNew = logs.deliveredOf(profileId)?.isNew(interaction) ?? true
    const change = isNew ? identityChangeOf(interaction) : null
    let record = interaction
    if (change) {
      yield* readUpTo(change, profileId)
      // By a change that was before this one the log may be left.
      if (!isAhead(interaction)) return
      const group = groupToFollow(change, profileId)
      record = await shownRecord(group, interaction, change)
      regroup({ profileId, seq, change }, group)
    }
    logs.deliveredOf(profileId)?.add(interaction)
    logs.advance(profileId, seq)
    yield { change: isNew ? 'RECORDED' : 'AMENDED', interaction: record }
  }

  /** Of the two records of a change, the one that a page of these profiles shows. */
  async function shownRecord(
    group: string[],
    interaction: Interaction,
    change: IdentityChangeBody,
  ): Promise<Interaction> {
    const { twinProfileId } = change
    const upTo = change.positions[twinProfileId]
    if (isShownIn(new Set(group), interaction.profileId, change) || upTo === undefined) return interaction
    const [other] = await log.readAfter(twinProfileId, upTo - 1, { limit: 1, upTo })
    const otherChange = other && identityChangeOf(other)
    return otherChange && isSameChange(otherChange, change) ? other : interaction
  }

  /** Deliver what the other followed logs held at the change, except for the change's other record. */
  async function* readUpTo(
    change: IdentityChangeBody,
    recordedIn: string,
    deliverOne = deliver,
  ): AsyncGenerator<FollowedChange, void> {
    const ends = Object.entries(change.positions).filter(([profileId]) => profileId !== recordedIn)
    const isUnread = ([profileId, upTo]: [string, number]) => (logs.positionOf(profileId) ?? upTo) < upTo
    // A merge that was before this change adds logs, also some that were passed over.
    for (let next = ends.find(isUnread); next; next = ends.find(isUnread)) {
      const [profileId, upTo] = next
      const batch = await log.readAfter(profileId, logs.positionOf(profileId) ?? upTo, { limit: readSize, upTo })
      for (const interaction of batch) {
        const other = identityChangeOf(interaction)
        if (other && isSameChange(other, change)) logs.advance(profileId, interaction.seq)
        else yield* deliverOne(interaction)
        if (deliverOne === deliver) yield* settle()
      }
      if (batch.length < readSize) logs.advance(profileId, upTo)
    }
  }

  function regroup(record: IdentityRecord, group: string[]): void {
    const { change } = record
    const added = group.filter((profileId) => !logs.has(profileId))
    for (const profileId of change.customers.flat()) if (!group.includes(profileId)) logs.leave(profileId)
    for (const profileId of added) logs.follow(profileId, 0, heldBefore(record, profileId))
    isJoined = true
    const joined = [...logs.backlog().keys()]
    const next = regroupingOf(record, group, joined)
    const isEmpty = joined.length === 0 && [...next.left.values()].every((end) => end === 0)
    regrouping = isEmpty ? null : next
    anchor = anchorOf(recordIn(group, record))
    followedId = group[0] ?? followedId
    onFollow(logs.ids())
    if (added.length > 0 || regrouping) markBehind()
  }

  function groupToFollow(change: IdentityChangeBody, recordedIn: string): string[] {
    return (
      groupWith(change, askedId) ??
      // The given profile joined only later: follow the profiles that it is with now.
      change.customers.find((group) => group.some((profileId) => currentProfileIds.includes(profileId))) ??
      groupWith(change, recordedIn) ??
      []
    )
  }

  function markBehind(): void {
    isBehind = true
  }

  /** Deliver what is to be delivered before anything newer. */
  async function* settle(): AsyncGenerator<FollowedChange, void> {
    if (regrouping) yield* regroupedEvents(regrouping, logs.positions(), log)
    regrouping = null
    if (logs.hasBacklog()) yield* isJoined ? readJoined() : readBacklog()
  }

  async function* readJoined(): AsyncGenerator<FollowedChange, void> {
    const ranges = [...logs.backlog()].map(([profileId, { end }]): LogRange => {
      return { profileId, after: logs.positionOf(profileId) ?? end, upTo: end }
    })
    if (ranges.reduce((sum, { after, upTo }) => sum + upTo - after, 0) <= maxJoined) {
      yield* readBacklog()
      return
    }
    const pageAfter = cursor()
    for (const { profileId, upTo } of ranges) logs.advance(profileId, upTo)
    yield { change: 'LOG_JOINED', ranges, group: logs.ids(), pageAfter }
  }

  async function* readBacklog(): AsyncGenerator<FollowedChange, void> {
    const ends = new Map([...logs.backlog()].map(([profileId, { end }]) => [profileId, end]))
    const read = await startMergedRead({
      log: { ...log, lastPositions: async () => ends },
      profileIds: [...ends.keys()],
      positionOf: logs.positionOf,
      onEnd: logs.advance,
      batchSize: readSize,
    })
    for (let next = await read.next(); next; next = await read.next()) yield* deliverOfBacklog(next)
  }

  async function* deliverOfBacklog(interaction: Interaction): AsyncGenerator<FollowedChange, void> {
    if (!isAhead(interaction)) return
    const { profileId, seq } = interaction
    const change = identityChangeOf(interaction)
    const isShown = !change || isShownIn(logs, profileId, change)
    if (change && isShown) yield* readUpTo(change, profileId, deliverOfBacklog)
    const delivered = logs.deliveredOf(profileId)
    const isNew = delivered?.isNew(interaction) ?? true
    delivered?.add(interaction)
    logs.advance(profileId, seq)
    if (isShown) yield { change: isJoined ? 'JOINED' : isNew ? 'RECORDED' : 'AMENDED', interaction }
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
      if (!isAhead(interaction)) return
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
