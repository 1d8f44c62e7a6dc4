import fc from 'fast-check'
import { type Cluster, createDisruptor, type DisruptionCounts } from './cluster/cluster.ts'
import { noFaults } from './oracle.ts'
import { canMerge, type Outcome, runSchedule } from './runSchedule.ts'
import { type Action, describeSchedule, schedules } from './schedule.ts'
import { createWorld } from './world.ts'

export type RunOptions = {
  seed: number
  /** Run only the schedule with this number. */
  path?: string | undefined
  scheduleCount: number
  /** Begin no further schedule when there were so many kills. */
  maxKills?: number | undefined
  isDisrupted: boolean
  /** The one kind of disruption; by default all. */
  disruption?: string | undefined
  hasMerges: boolean
  /** How many schedules run at once. */
  lanes: number
  /** Do not begin another schedule after a failed one. */
  endsAtFirst?: boolean
  onFailed?: (failed: FailedSchedule) => void
  onProgress?: (totals: Totals) => void
}

export type FailedSchedule = { seed: number; path: string; schedule: readonly Action[]; outcome: Outcome }

/** What a run had and found. The last five are numbers of findings, each of which must be 0. */
export type Totals = DisruptionCounts & {
  schedules: number
  writes: number
  events: number
  /** Events that announced logs which are too long for the stream. */
  logsJoined: number
  connects: number
  lost: number
  repeated: number
  reordered: number
  differs: number
  refused: number
}

const faultNames = ['lost', 'repeated', 'reordered', 'differs', 'refused'] as const
const countNames = ['schedules', 'writes', 'events', 'logsJoined', 'connects'] as const
const totalNames = [...countNames, 'kills', 'pauses', 'stepDowns', ...faultNames] as const

/** The totals of two runs together. */
export function addTotals(one: Totals, other: Totals): Totals {
  const sum = { ...one }
  for (const name of totalNames) sum[name] += other[name]
  return sum
}

export const isFaultless = (found: Record<(typeof faultNames)[number], unknown[] | number>): boolean =>
  faultNames.every((name) => found[name] === 0 || (Array.isArray(found[name]) && found[name].length === 0))

/** Run the schedules of a seed on a cluster, several at once, each with customers of its own. */
export async function runSchedules(cluster: Cluster, options: RunOptions): Promise<Totals> {
  const { seed, path, lanes, hasMerges, isDisrupted, disruption, endsAtFirst = false } = options
  const { maxKills = Infinity } = options
  const arbitrary = schedules({ hasMerges: hasMerges && canMerge, isDisrupted, only: disruption })
  const numRuns = path === undefined ? options.scheduleCount : 1
  const waiting = fc
    .sample(arbitrary, { seed, numRuns, ...(path !== undefined && { path }) })
    .map((schedule, at) => ({ schedule, path: path ?? String(at) }))
  const disruptor = createDisruptor(cluster)
  const counts = { schedules: 0, writes: 0, events: 0, logsJoined: 0, connects: 0 }
  const totals: Totals = {
    ...counts,
    ...disruptor.counts,
    lost: 0,
    repeated: 0,
    reordered: 0,
    differs: 0,
    refused: 0,
  }

  async function runOne(next: { schedule: readonly Action[]; path: string }, keys: Keys): Promise<void> {
    const name = nextWorld()
    const world = await createWorld({ name, cluster, keys, disrupt: disruptor.disrupt })
    const outcome = await runSchedule(world, next.schedule)
      .catch((error: unknown) => unfinished(error))
      .finally(() => world.close())
    totals.schedules += 1
    for (const each of ['writes', 'events', 'logsJoined', 'connects'] as const) totals[each] += outcome[each]
    for (const each of faultNames) totals[each] += outcome[each].length
    Object.assign(totals, disruptor.counts)
    outcome.refused = outcome.refused.map((reason) => `${reason}${loggedAbout(reason, cluster)}`)
    if (!isFaultless(outcome)) options.onFailed?.({ seed, ...next, outcome })
    if (!isFaultless(outcome) && endsAtFirst) waiting.length = 0
    options.onProgress?.(totals)
  }

  async function runLane(): Promise<void> {
    const keys = await cluster.newKeys(`lane-${nextWorld()}`)
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (disruptor.counts.kills >= maxKills) return
      await runOne(next, keys)
    }
  }

  await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, runLane))
  return totals
}

type Keys = Awaited<ReturnType<Cluster['newKeys']>>

/** Worlds of one process have different customers, also in different runs on one cluster. */
let worlds = 0
const nextWorld = () => (worlds += 1)

/** A schedule that could not be ended is a refusal: something never answered. */
function unfinished(error: unknown): Outcome {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    ...noFaults(),
    refused: [`the schedule could not be ended: ${reason}`],
    events: 0,
    logsJoined: 0,
    writes: 0,
    connects: 0,
  }
}

/** What the processes logged about the error that a caller was given the id of. */
function loggedAbout(reason: string, { processes, process }: Cluster): string {
  const [errorId] = /[\da-f]{8}-[\da-f-]{27}/u.exec(reason) ?? []
  if (errorId === undefined) return ''
  const lines = processes.flatMap((name) => process(name).log().split('\n'))
  return lines
    .filter((line) => line.includes(errorId))
    .map((line) => `\n    ${line.slice(0, 2_000)}`)
    .join('')
}

/** Findings of one kind and one schedule, and characters of each. */
const maxReported = 3
const maxReportedSize = 3_000

/** A failed schedule as a report of several lines, with the command that runs it again. */
export function describeFailure({ seed, path, schedule, outcome }: FailedSchedule): string {
  const found = faultNames.flatMap((name) =>
    outcome[name].slice(0, maxReported).map((each) => `  ${name}: ${each.slice(0, maxReportedSize)}`),
  )
  const again = `npm run test:chaos -- --seed ${seed} --path ${path}`
  return [`failed: ${again}`, `  ${describeSchedule(schedule)}`, ...found].join('\n')
}
