import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import {
  groupWith,
  identityChangeOf,
  type IdentityRecord,
  identityRecordsIn,
  isSameChange,
} from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import { createShownInteractions, type ShownInteractions } from './shownInteractions.ts'
import type { LogPositions } from '../log/streamCursor.ts'

/** An interaction met on the way; the follower's positions are those after it until the next one is asked for. */
export type Followed = { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }

/**
 * Follows the logs of one customer's profiles, each in order of its positions, through merges and unmerges.
 *
 * Whatever it is given or reads, it meets every interaction after its positions in its latest state, and none twice
 * in one state. Its positions are exact at every moment, also when a read fails: then `markBehind` and go on.
 */
export type CustomerFollower = {
  /** The last position met in each log that is followed. */
  positions: LogPositions
  /** Id of the customer followed now. */
  customerId(): string
  /** Take what was just written: it is met, or known already, or leaves its log to be read. */
  take(interaction: Interaction): AsyncGenerator<Followed, void>
  /** Something may have been written that was not taken: the logs are to be read. */
  markBehind(): void
  isBehind(): boolean
  /** Read all logs to their ends, merged by the time of change. */
  readOn(): AsyncGenerator<Followed, void>
}

/** What of a log was read and not yet met, whether that is all of it, and up to which position it is read. */
type Run = { rest: Interaction[]; isWhole: boolean; upTo: number }

const batchSize = 200
/** Roughly how many interactions a follower holds at once, over all his logs. */
const heldAtMost = 1_000

export function createCustomerFollower({
  askedId,
  customerId,
  currentProfileIds,
  startAt,
  log,
  onFollow,
}: {
  /** The id asked for: at an unmerge the part with this profile is followed on. */
  askedId: string
  /** The customer's id as it is now. */
  customerId: string
  /** The customer's profiles as they are now. */
  currentProfileIds: string[]
  startAt: LogPositions
  log: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'>
  /** Called before the logs of newly followed profiles are read. */
  onFollow: (profileIds: Iterable<string>) => void
}): CustomerFollower {
  const positions = new Map<string, number>()
  const shown = new Map<string, ShownInteractions>()
  let isBehind = false
  let followedId = customerId
  /** The merges and unmerges that are to be met before what is to be read has ended. */
  let ahead: IdentityRecord[] = []
  for (const [profileId, position] of startAt) follow(profileId, position)

  function follow(profileId: string, position: number): void {
    if (positions.has(profileId)) return
    positions.set(profileId, position)
    shown.set(profileId, createShownInteractions(position))
  }

  function leave(profileId: string): void {
    positions.delete(profileId)
    shown.delete(profileId)
  }

  function moveTo(profileId: string, position: number): void {
    const known = positions.get(profileId)
    if (known !== undefined) positions.set(profileId, Math.max(known, position))
  }

  async function* meet(interaction: Interaction): AsyncGenerator<Followed, void> {
    const { profileId, seq } = interaction
    const position = positions.get(profileId)
    if (position === undefined || seq <= position) return
    const isNew = shown.get(profileId)?.isNew(interaction) ?? false
    const identityChange = isNew ? identityChangeOf(interaction) : null
    let told = interaction
    if (identityChange) {
      yield* readUpTo(identityChange, profileId)
      const group = groupToFollow(identityChange, profileId)
      told = await recordFor(group, interaction, identityChange)
      regroup(identityChange, group)
    }
    shown.get(profileId)?.met(interaction)
    moveTo(profileId, seq)
    yield { change: isNew ? 'RECORDED' : 'AMENDED', interaction: told }
  }

  /** Of the two records of a change the one that a page of these profiles shows. */
  async function recordFor(
    group: string[],
    interaction: Interaction,
    change: IdentityChangeBody,
  ): Promise<Interaction> {
    const { twinProfileId, isTwin } = change
    const isShown = group.includes(interaction.profileId) && !(isTwin && group.includes(twinProfileId))
    const upTo = change.positions[twinProfileId]
    if (isShown || upTo === undefined) return interaction
    const [other] = await log.readAfter(twinProfileId, upTo - 1, { limit: 1, upTo })
    const itsChange = other && identityChangeOf(other)
    return itsChange && isSameChange(itsChange, change) ? other : interaction
  }

  /**
   * Meet in all followed logs what was there at the change, except for the change's other record. So the change
   * comes after all that was before it, is met once, and logs that are now left were read to their end.
   */
  async function* readUpTo(change: IdentityChangeBody, readIn: string): AsyncGenerator<Followed, void> {
    for (const [profileId, upTo] of Object.entries(change.positions)) {
      if (profileId === readIn) continue
      for (;;) {
        const position = positions.get(profileId)
        if (position === undefined || position >= upTo) break
        const batch = await log.readAfter(profileId, position, { limit: batchSize, upTo })
        for (const interaction of batch) {
          const other = identityChangeOf(interaction)
          if (other && isSameChange(other, change)) moveTo(profileId, interaction.seq)
          else yield* meet(interaction)
        }
        if (batch.length < batchSize) moveTo(profileId, upTo)
      }
    }
  }

  function regroup(change: IdentityChangeBody, group: string[]): void {
    const left = change.customers.flat().filter((profileId) => !group.includes(profileId))
    const added = group.filter((profileId) => !positions.has(profileId))
    for (const profileId of left) leave(profileId)
    for (const profileId of added) follow(profileId, change.positions[profileId] ?? 0)
    followedId = group[0] ?? followedId
    onFollow(positions.keys())
    if (added.length > 0) markBehind()
  }

  function groupToFollow(change: IdentityChangeBody, readIn: string): string[] {
    return (
      groupWith(change, askedId) ??
      // His profile joined only later: follow those who are with him by now.
      change.customers.find((group) => group.some((profileId) => currentProfileIds.includes(profileId))) ??
      groupWith(change, readIn) ??
      []
    )
  }

  function markBehind(): void {
    isBehind = true
  }

  /** What is to be read of each log: up to its end at one moment, so that all of it can be put in one order. */
  async function cut(): Promise<Map<string, Run>> {
    // What is written from here on is heard, or marks behind again.
    isBehind = false
    const ends = await log.lastPositions([...positions.keys()])
    const unread = [...ends].filter(([profileId, end]) => end > (positions.get(profileId) ?? end))
    // One log alone is in order.
    ahead = unread.length > 1 ? await changesUpTo(new Map(unread)) : []
    return new Map(unread.map(([profileId, end]) => [profileId, { rest: [], isWhole: false, upTo: end }]))
  }

  async function changesUpTo(ends: LogPositions): Promise<IdentityRecord[]> {
    const records = identityRecordsIn(await log.readIdentityChanges([...ends.keys()]))
    return records.filter((record) => isAhead(record) && record.seq <= (ends.get(record.profileId) ?? 0))
  }

  function isAhead({ profileId, seq }: IdentityRecord): boolean {
    return seq > (positions.get(profileId) ?? seq)
  }

  async function refill(runs: Map<string, Run>): Promise<void> {
    const limit = Math.max(10, Math.min(batchSize, Math.floor(heldAtMost / Math.max(1, runs.size))))
    const empty = [...runs].filter(([, run]) => run.rest.length === 0 && !run.isWhole)
    await Promise.all(
      empty.map(async ([profileId, run]) => {
        run.rest = await log.readAfter(profileId, positions.get(profileId) ?? run.upTo, {
          limit,
          upTo: run.upTo,
        })
        run.isWhole = run.rest.length < limit
      }),
    )
  }

  function finishRead(runs: Map<string, Run>): void {
    for (const [profileId, { rest, isWhole, upTo }] of runs) {
      if (!isWhole || rest.length > 0) continue
      // The last ones may have moved beyond the end, by an amendment that is heard.
      moveTo(profileId, upTo)
      caughtUp(profileId)
      runs.delete(profileId)
    }
  }

  function caughtUp(profileId: string): void {
    const position = positions.get(profileId)
    if (position !== undefined) shown.get(profileId)?.caughtUp(position)
  }

  async function* readOn(): AsyncGenerator<Followed, void> {
    let runs = new Map<string, Run>()
    for (;;) {
      if (isBehind) runs = await cut()
      await refill(runs)
      finishRead(runs)
      const run = earliest(runs)
      if (!run) return
      const interaction = run.rest.shift()
      if (interaction) yield* meet(interaction)
    }
  }

  /** Whether it came after a change that is still to be met, by which its log may be left. Clocks do not tell. */
  function mustWait({ profileId, seq }: Interaction): boolean {
    return ahead.some(({ change }) => seq > (change.positions[profileId] ?? seq))
  }

  /** The run whose next interaction changed first, of those that need not wait. */
  function earliest(runs: Map<string, Run>): Run | null {
    ahead = ahead.filter(isAhead)
    let first: [Run, Interaction] | null = null
    for (const run of runs.values()) {
      const [next] = run.rest
      if (next && !mustWait(next) && (!first || isEarlier(next, first[1]))) first = [run, next]
    }
    return first && first[0]
  }

  return {
    positions,
    customerId: () => followedId,
    async *take(interaction) {
      const { profileId, seq } = interaction
      const position = positions.get(profileId)
      if (position === undefined || seq <= position) return
      if (seq > position + 1) {
        markBehind()
        return
      }
      yield* meet(interaction)
      caughtUp(profileId)
    },
    markBehind,
    isBehind: () => isBehind,
    readOn,
  }
}

function isEarlier(one: Interaction, other: Interaction): boolean {
  return (
    one.changedAt < other.changedAt ||
    (one.changedAt.getTime() === other.changedAt.getTime() && one.id < other.id)
  )
}
