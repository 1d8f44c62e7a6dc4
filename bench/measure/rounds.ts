import type { Measured } from './closedLoop.ts'
import { showProgress } from '../../scripts/command/showProgress.ts'

export type Contestant = {
  name: string
  /** Put a load on it for some seconds. */
  measure(connections: number, seconds: number): Promise<Measured>
}

/** All rounds of one contestant at one number of connections. */
export type Rounds = { contestant: string; connections: number; rounds: Measured[] }

/** The same in another order each round, so that none always comes after the same. */
export function rotated<Entry>(entries: Entry[], round: number): Entry[] {
  const first = round % entries.length
  return [...entries.slice(first), ...entries.slice(0, first)]
}

/**
 * Measure all contestants in turn, round by round, after a warm-up.
 */
export async function measureInRounds(
  contestants: Contestant[],
  {
    connections: connectionCounts,
    rounds,
    seconds,
    warmUpSeconds,
  }: { connections: number[]; rounds: number; seconds: number; warmUpSeconds: number },
): Promise<Rounds[]> {
  const all = connectionCounts.flatMap((connections) =>
    contestants.map((contestant) => ({ contestant, connections, rounds: new Array<Measured>() })),
  )
  for (const { contestant, connections } of all) {
    showProgress(`warming up ${contestant.name}`)
    await contestant.measure(connections, warmUpSeconds)
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const connections of connectionCounts) {
      const entries = all.filter((entry) => entry.connections === connections)
      for (const { contestant, rounds: measured } of rotated(entries, round)) {
        showProgress(`round ${round + 1} of ${rounds}: ${contestant.name} at ${connections}`)
        measured.push(await contestant.measure(connections, seconds))
      }
    }
  }
  showProgress('')
  return all.map(({ contestant, ...entry }) => ({ ...entry, contestant: contestant.name }))
}
