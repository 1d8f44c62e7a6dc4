import type { Started } from './historyContestants.ts'
import type { HttpLoad, HttpRequest } from '../loaders/loads.ts'
import { mustAgree } from './mustAgree.ts'
import { rotated, type Rounds } from '../measure/rounds.ts'
import { showProgress } from '../../scripts/command/showProgress.ts'
import type { Loader } from '../measure/startLoader.ts'

export const situations = ['first', 'repeated'] as const
export type Situation = (typeof situations)[number]
export type HistoryRounds = Record<Situation, Rounds[]>

/**
 * Measure one round with processes that were started for it. They warm up with one half of the customers. Then each
 * customer of the other half is requested once, and then all of them repeatedly. Adds to `measured`. Throws when two
 * servers give different answers.
 */
export async function measureHistoryRound({
  http,
  servers,
  requests,
  round,
  connections: connectionCounts,
  seconds,
  warmUpSeconds,
  compared,
  measured,
}: {
  http: Loader<HttpLoad>
  servers: (Started & { name: string })[]
  /** One per customer. */
  requests: HttpRequest[]
  round: number
  connections: number[]
  seconds: number
  warmUpSeconds: number
  /** How many customers' answers are compared. */
  compared: number
  measured: HistoryRounds
}): Promise<void> {
  const half = Math.floor(requests.length / 2)
  const warmUp = requests.slice(half)
  const fresh = requests.slice(0, half)
  const each = Math.floor(half / connectionCounts.length)

  await mustAgree(servers, spread(warmUp, compared))
  for (const { name, url, headers } of servers) {
    showProgress(`round ${round + 1}: warming up ${name}`)
    await http.load({
      url,
      ...(headers && { headers }),
      requests: warmUp,
      connections: Math.max(...connectionCounts),
      seconds: warmUpSeconds,
    })
  }
  for (const [index, connections] of connectionCounts.entries()) {
    const asked = fresh.slice(index * each, (index + 1) * each)
    const load = { requests: asked, connections, seconds: 60, atMost: asked.length }
    for (const server of rotated(servers, round)) await measure('first', server, load)
  }
  for (const connections of connectionCounts) {
    const load = { requests: fresh, connections, seconds }
    for (const server of rotated(servers, round)) await measure('repeated', server, load)
  }
  await mustAgree(servers, spread(fresh, compared))

  async function measure(
    situation: Situation,
    { name, url, headers, cpuMs }: Started & { name: string },
    load: Omit<HttpLoad, 'url'>,
  ): Promise<void> {
    const { connections } = load
    showProgress(`round ${round + 1}, ${situation}: ${name} at ${connections}`)
    const usedBefore = await cpuMs()
    const result = {
      ...(await http.load({ url, ...(headers && { headers }), ...load })),
      cpuMs: (await cpuMs()) - usedBefore,
    }
    const entry = measured[situation].find(
      (other) => other.contestant === name && other.connections === connections,
    )
    if (entry) entry.rounds.push(result)
    else measured[situation].push({ contestant: name, connections, rounds: [result] })
  }
}

function spread<Value>(values: Value[], count: number): Value[] {
  const step = Math.max(1, Math.floor(values.length / count))
  return values.filter((_, index) => index % step === 0).slice(0, count)
}
