import type { Interaction } from '../../../../interactions/interaction.ts'
import { identityChangeOf, isSameChange } from '../../log/identityChange.ts'
import { type JoinedLogStore, type LogRange, maxRanges } from '../../log/joinedLogStore.ts'
import type { LogPositions } from '../../log/streamCursor.ts'
import type { Regrouping } from './regrouping.ts'

/** What a merge or unmerge made or unmade a part of the customer's history. */
export type Regrouped =
  { change: 'JOINED'; interaction: Interaction } | { change: 'LEFT'; interactions: Interaction[] }

/** In one event, at most. */
export const maxLeft = 1_000

/**
 * Deliver what follows from a merge or unmerge, from `regrouping.done` on, which is advanced before each event:
 *
 * - LEFT: what the logs that left held before. `done` counts their positions, in the order of `left`.
 * - LEFT: the second records of merges and unmerges, which a page shows only as long as it does not show the first. By
 *   a merge the log of the first has joined.
 * - JOINED: such records, when the log of the first has left. `done` counts each of these records.
 */
export async function* regroupedEvents(
  regrouping: Regrouping,
  positions: LogPositions,
  log: Pick<JoinedLogStore, 'readTwins' | 'readRecordedAt'>,
): AsyncGenerator<Regrouped, void> {
  const { left, limits, joined, record } = regrouping
  function mayName({ profileId, positions: [first = 0], recordedAt }: Interaction): boolean {
    const limit = limits.get(profileId)
    return !limit || first <= limit.shared || recordedAt <= limit.until
  }
  const length = [...left.values()].reduce((sum, end) => sum + end, 0)
  while (regrouping.done < length) {
    const { ranges, size } = rangesFrom(left, regrouping.done)
    const interactions = (await log.readRecordedAt(ranges)).filter(mayName)
    regrouping.done += size
    yield { change: 'LEFT', interactions }
  }

  const others = [...left.keys(), ...joined]
  const twins = others.length > 0 ? await log.readTwins([...positions.keys()], others) : []
  const changed = twins.filter((twin) => {
    const change = identityChangeOf(twin)
    const isThis = change && record && isSameChange(change, record.change)
    return change && !isThis && twin.seq <= (positions.get(twin.profileId) ?? 0)
  })
  const isOfJoined = (twin: Interaction) => joined.includes(identityChangeOf(twin)?.twinProfileId ?? '')
  const hidden = changed.filter(isOfJoined)
  for (let at = regrouping.done - length; at < hidden.length; at += maxLeft) {
    const interactions = hidden.slice(at, at + maxLeft)
    regrouping.done += interactions.length
    yield { change: 'LEFT', interactions }
  }
  const shown = changed.filter((twin) => !isOfJoined(twin))
  for (const interaction of shown.slice(Math.max(0, regrouping.done - length - hidden.length))) {
    regrouping.done += 1
    yield { change: 'JOINED', interaction }
  }
}

/** The next positions of these logs, one log after the other, as many as one event may name. */
function rangesFrom(ends: LogPositions, done: number): { ranges: LogRange[]; size: number } {
  const ranges: LogRange[] = []
  let begin = 0
  let size = 0
  for (const [profileId, end] of ends) {
    const after = Math.max(0, done + size - begin)
    begin += end
    if (after >= end) continue
    const count = Math.min(end - after, maxLeft - size)
    ranges.push({ profileId, after, upTo: after + count })
    size += count
    if (size === maxLeft || ranges.length === maxRanges) break
  }
  return { ranges, size }
}
