import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { groupWith, identityChangeOf, isSameChange } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import { type LogPositions, type StreamPosition, streamCursor } from '../log/streamCursor.ts'
import { createDeliveredInteractions, type DeliveredInteractions } from './deliveredInteractions.ts'
import { type MergedRead, startMergedRead } from './mergedRead.ts'

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
 *   record that a page of the customer shows. A log that joins is followed from its position in the record on.
 * - A follower that began at the oldest entries has a backlog: the logs of the profiles that formed the customer then,
 *   up to their ends at that moment. It is read first, all logs together. A merge or unmerge in it is delivered as a
 *   page of these profiles shows it, and changes nothing: the profiles of the customer are given from the beginning.
 *   After it the follower is where a stream would have begun at that moment.
 * - An amendment gives its interaction a new position at the end. A follower can so find an interaction for the first
 *   time when it is already amended: it is RECORDED when it was certainly not delivered before, else AMENDED.
 */

/** An interaction to deliver. The follower's positions are those after it until the next one is requested. */
export type Followed = { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }

/** Follows the logs of one customer's profiles, each in the order of its positions, through merges and unmerges. */
export type CustomerFollower = {
  /** The last delivered position of each followed log. */
  positions(): LogPositions
  /** The positions as a cursor, with what is left of the backlog. */
  cursor(): string
  /** The id of the customer that is followed now. */
  customerId(): string
  /** Take what was just written: it is delivered, or ignored, or shows that the follower is behind. */
  take(interaction: Interaction): AsyncGenerator<Followed, void>
  /** Something may have been written that was not taken, or a read failed: the logs must be read. */
  markBehind(): void
  isBehind(): boolean
  /** Read all logs to their ends. */
  readOn(): AsyncGenerator<Followed, void>
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
}: {
  /** The id that the subscriber gave: after an unmerge, the customer with this profile is followed. */
  askedId: string
  /** The current id of the customer. */
  customerId: string
  /** The current profiles of the customer. */
  currentProfileIds: string[]
  startAt: StreamPosition
  log: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'>
  /** Called before the logs of newly followed profiles are read. */
  onFollow: (profileIds: Iterable<string>) => void
  /** How many interactions of one log are read at once, at most. */
  readSize?: number
}): CustomerFollower {
  const backlog = new Map(startAt.backlog)
  const logs = new Map<string, { position: number; delivered: DeliveredInteractions }>()
  let isBehind = false
  let followedId = customerId
  for (const [profileId, position] of startAt.positions) follow(profileId, position)

  function follow(profileId: string, position: number): void {
    if (!logs.has(profileId))
      logs.set(profileId, { position, delivered: createDeliveredInteractions(position) })
  }

  function advance(profileId: string, position: number): void {
    const followed = logs.get(profileId)
    if (followed) followed.position = Math.max(followed.position, position)
  }

  function positionOf(profileId: string): number | undefined {
    return logs.get(profileId)?.position
  }

  function positions(): LogPositions {
    return new Map([...logs].map(([profileId, { position }]) => [profileId, position]))
  }

  function caughtUp(profileId: string): void {
    const followed = logs.get(profileId)
    followed?.delivered.caughtUp(followed.position)
  }

  async function* deliver(interaction: Interaction): AsyncGenerator<Followed, void> {
    const { profileId, seq } = interaction
    const followed = logs.get(profileId)
    if (!followed || seq <= followed.position) return
    const isNew = followed.delivered.isNew(interaction)
    const identityChange = isNew ? identityChangeOf(interaction) : null
    let record = interaction
    if (identityChange) {
      yield* readUpTo(identityChange, profileId)
      const isOfBacklog = backlog.size > 0
      const group = isOfBacklog ? [...logs.keys()] : groupToFollow(identityChange, profileId)
      record = await shownRecord(group, interaction, identityChange)
      if (!isOfBacklog) regroup(identityChange, group)
    }
    // By the regrouping this log may be left.
    logs.get(profileId)?.delivered.add(interaction)
    advance(profileId, seq)
    yield { change: isNew ? 'RECORDED' : 'AMENDED', interaction: record }
  }

  /** Of the two records of a change, the one that a page of these profiles shows. */
  async function shownRecord(
    group: string[],
    interaction: Interaction,
    change: IdentityChangeBody,
  ): Promise<Interaction> {
    const { twinProfileId, isTwin } = change
    const isShown = group.includes(interaction.profileId) && !(isTwin && group.includes(twinProfileId))
    const upTo = change.positions[twinProfileId]
    if (isShown || upTo === undefined) return interaction
    const [other] = await log.readAfter(twinProfileId, upTo - 1, { limit: 1, upTo })
    const otherChange = other && identityChangeOf(other)
    return otherChange && isSameChange(otherChange, change) ? other : interaction
  }

  /** Deliver what the other followed logs held at the change, except for the change's other record. */
  async function* readUpTo(change: IdentityChangeBody, recordedIn: string): AsyncGenerator<Followed, void> {
    for (const [profileId, upTo] of Object.entries(change.positions)) {
      if (profileId === recordedIn) continue
      for (;;) {
        const position = positionOf(profileId)
        if (position === undefined || position >= upTo) break
        const batch = await log.readAfter(profileId, position, { limit: readSize, upTo })
        for (const interaction of batch) {
          const other = identityChangeOf(interaction)
          if (other && isSameChange(other, change)) advance(profileId, interaction.seq)
          else yield* deliver(interaction)
        }
        if (batch.length < readSize) advance(profileId, upTo)
      }
    }
  }

  function regroup(change: IdentityChangeBody, group: string[]): void {
    const added = group.filter((profileId) => !logs.has(profileId))
    for (const profileId of change.customers.flat()) if (!group.includes(profileId)) logs.delete(profileId)
    for (const profileId of added) follow(profileId, change.positions[profileId] ?? 0)
    followedId = group[0] ?? followedId
    onFollow(logs.keys())
    if (added.length > 0) markBehind()
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

  function startRead(): Promise<MergedRead> {
    // What is written from here on is notified, or marks behind again.
    isBehind = false
    return startMergedRead({
      log,
      profileIds: [...logs.keys()],
      positionOf,
      onEnd(profileId, position) {
        // Also when the last interactions of the log have moved beyond its end by an amendment.
        advance(profileId, position)
        caughtUp(profileId)
      },
      batchSize: readSize,
    })
  }

  async function* readBacklog(): AsyncGenerator<Followed, void> {
    const read = await startMergedRead({
      log: { ...log, lastPositions: async () => backlog },
      profileIds: [...backlog.keys()],
      positionOf,
      onEnd: advance,
      batchSize: readSize,
    })
    for (let next = await read.next(); next; next = await read.next()) yield* deliver(next)
    backlog.clear()
  }

  async function* readOn(): AsyncGenerator<Followed, void> {
    if (backlog.size > 0) yield* readBacklog()
    let read = await startRead()
    for (;;) {
      if (isBehind) read = await startRead()
      const interaction = await read.next()
      if (!interaction) return
      yield* deliver(interaction)
    }
  }

  return {
    positions,
    cursor: () => streamCursor.encode(positions(), backlog),
    customerId: () => followedId,
    async *take(interaction) {
      const { profileId, seq } = interaction
      const position = positionOf(profileId)
      if (position === undefined || seq <= position) return
      if (seq > position + 1) {
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
