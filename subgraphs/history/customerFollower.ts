import type { IdentityChangeBody } from '../../platform/identityChange.ts'
import type { Interaction } from '../../platform/interaction.ts'
import { groupWith, identityChangeOf, isSameChange } from './identityChange.ts'
import type { LogStore } from './logStore.ts'
import { createShownInteractions, type ShownInteractions } from './shownInteractions.ts'
import type { LogPositions } from './streamCursor.ts'

/** An interaction met on the way; the follower's positions are those after it until the next one is asked for. */
export type Met = { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }

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
  take(interaction: Interaction): AsyncGenerator<Met, void>
  /** Read these logs, or all, before anything else that is taken counts. */
  markBehind(profileIds?: Iterable<string>): void
  isBehind(): boolean
  /** Read all logs that are behind to their ends, merged by the time of change. */
  readOn(): AsyncGenerator<Met, void>
}

/** What of a log was read and not yet met. */
type Run = { rest: Interaction[]; hasMore: boolean }

const batchSize = 200

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
  log: Pick<LogStore, 'readAfter'>
  /** Called before the logs of newly followed profiles are read. */
  onFollow: (profileIds: Iterable<string>) => void
}): CustomerFollower {
  const positions = new Map<string, number>()
  const shown = new Map<string, ShownInteractions>()
  const behind = new Set<string>()
  let followedId = customerId
  for (const [profileId, position] of startAt) follow(profileId, position)

  function follow(profileId: string, position: number): void {
    if (positions.has(profileId)) return
    positions.set(profileId, position)
    shown.set(profileId, createShownInteractions(position))
  }

  function leave(profileId: string): void {
    positions.delete(profileId)
    shown.delete(profileId)
    behind.delete(profileId)
  }

  function moveTo(profileId: string, position: number): void {
    const known = positions.get(profileId)
    if (known !== undefined) positions.set(profileId, Math.max(known, position))
  }

  async function* meet(interaction: Interaction): AsyncGenerator<Met, void> {
    const { profileId, seq } = interaction
    const position = positions.get(profileId)
    if (position === undefined || seq <= position) return
    const isNew = shown.get(profileId)?.isNew(interaction) ?? false
    const identityChange = isNew ? identityChangeOf(interaction) : null
    if (identityChange) {
      yield* readUpTo(identityChange, profileId)
      regroup(identityChange, profileId)
    }
    shown.get(profileId)?.met(interaction)
    moveTo(profileId, seq)
    yield { change: isNew ? 'RECORDED' : 'AMENDED', interaction }
  }

  /**
   * Meet in all followed logs what was there at the change, except for the change's other record. So the change
   * comes after all that was before it, is met once, and logs that are now left were read to their end.
   */
  async function* readUpTo(change: IdentityChangeBody, readIn: string): AsyncGenerator<Met, void> {
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

  function regroup(change: IdentityChangeBody, readIn: string): void {
    const group = groupToFollow(change, readIn)
    const left = change.customers.flat().filter((profileId) => !group.includes(profileId))
    const added = group.filter((profileId) => !positions.has(profileId))
    for (const profileId of left) leave(profileId)
    for (const profileId of added) follow(profileId, change.positions[profileId] ?? 0)
    followedId = group[0] ?? followedId
    onFollow(positions.keys())
    markBehind(added)
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

  function markBehind(profileIds: Iterable<string> = positions.keys()): void {
    for (const profileId of profileIds) behind.add(profileId)
  }

  async function readRun(profileId: string): Promise<[string, Run]> {
    const rest = await log.readAfter(profileId, positions.get(profileId) ?? 0, { limit: batchSize })
    return [profileId, { rest, hasMore: rest.length === batchSize }]
  }

  async function* readOn(): AsyncGenerator<Met, void> {
    const runs = new Map<string, Run>()
    for (;;) {
      const toRead = [...behind]
      // What is written from here on is heard, or marked behind again.
      behind.clear()
      for (const [profileId, run] of runs) if (run.rest.length === 0) toRead.push(profileId)
      for (const [profileId, run] of await readAll(toRead)) runs.set(profileId, run)
      const next = earliest(runs)
      if (!next) return
      const [profileId, { rest, hasMore }] = next
      const interaction = rest.shift()
      if (interaction) yield* meet(interaction)
      if (rest.length > 0 || hasMore) continue
      runs.delete(profileId)
      const reached = positions.get(profileId)
      if (reached !== undefined) shown.get(profileId)?.caughtUp(reached)
    }
  }

  async function readAll(profileIds: string[]): Promise<[string, Run][]> {
    const followed = [...new Set(profileIds)].filter((profileId) => positions.has(profileId))
    return Promise.all(followed.map(readRun))
  }

  /** The run whose next interaction changed first. Empty runs are forgotten, whole or not. */
  function earliest(runs: Map<string, Run>): [string, Run] | null {
    let first: [string, Run, number] | null = null
    for (const [profileId, run] of runs) {
      const changedAt = run.rest[0]?.changedAt.getTime()
      if (changedAt === undefined || !positions.has(profileId)) runs.delete(profileId)
      else if (!first || changedAt < first[2]) first = [profileId, run, changedAt]
    }
    return first && [first[0], first[1]]
  }

  return {
    positions,
    customerId: () => followedId,
    async *take(interaction) {
      const { profileId, seq } = interaction
      const position = positions.get(profileId)
      if (position === undefined || seq <= position) return
      if (seq > position + 1) {
        behind.add(profileId)
        return
      }
      yield* meet(interaction)
      const reached = positions.get(profileId)
      if (reached !== undefined) shown.get(profileId)?.caughtUp(reached)
    },
    markBehind,
    isBehind: () => behind.size > 0,
    readOn,
  }
}
