import { parseArgs } from 'node:util'
import type { Cluster } from './cluster/cluster.ts'
import { closeDatabases } from './cluster/databaseAt.ts'
import { startDistributedCluster } from './cluster/startDistributedCluster.ts'
import { startSingleCluster } from './cluster/startSingleCluster.ts'
import { tryFaults } from './faults/tryFaults.ts'
import { addTotals, describeFailure, isFaultless, runSchedules, type Totals } from './runSchedules.ts'

/** `npm run test:chaos [-- options]`; CONTRIBUTING.md describes them. Exits with 1 when anything was found. */
const { values: given } = parseArgs({
  options: {
    schedules: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    path: { type: 'string' },
    disrupted: { type: 'boolean', default: false },
    lanes: { type: 'string' },
    cluster: { type: 'string' },
    members: { type: 'string' },
    'no-merges': { type: 'boolean', default: false },
    disruption: { type: 'string' },
    'ends-at-first': { type: 'boolean', default: false },
    faults: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const print = (line: string) => void process.stdout.write(`${line}\n`)
const seed = Number(given.seed ?? Date.now() % 1_000_000)

type Part = {
  isDisrupted: boolean
  scheduleCount: number
  maxKills?: number
  lanes: number
  cluster: string
  members: 1 | 3
}

/** The quiet schedules run on one process; those with kills, of which each has about 1.4, on many. */
function partsOf(): Part[] {
  const quiet = {
    ...{ isDisrupted: false, scheduleCount: Number(given.schedules), lanes: Number(given.lanes ?? 6) },
    ...({ cluster: given.cluster ?? 'single', members: given.members === '3' ? 3 : 1 } as const),
  }
  const disrupted = {
    ...{
      isDisrupted: true,
      scheduleCount: Number(given.kills) * 2,
      maxKills: Number(given.kills),
      lanes: Number(given.lanes ?? 3),
    },
    ...({ cluster: given.cluster ?? 'distributed', members: given.members === '1' ? 1 : 3 } as const),
  }
  const parts = given.path === undefined ? [quiet, disrupted] : [given.disrupted ? disrupted : quiet]
  return parts.filter(({ scheduleCount }) => scheduleCount > 0)
}

async function runPart({ cluster: kind, members, ...part }: Part): Promise<Totals> {
  const start = kind === 'distributed' ? startDistributedCluster : startSingleCluster
  print(`${kind}, ${members} member(s) of the replica set, seed ${seed}`)
  const cluster: Cluster = await start(members)
  const startedAt = performance.now()
  try {
    const totals = await runSchedules(cluster, {
      ...part,
      ...{
        seed,
        path: given.path,
        disruption: given.disruption,
        hasMerges: !given['no-merges'],
        endsAtFirst: given['ends-at-first'],
      },
      onFailed: (failed) =>
        print(`${describeFailure(failed)}${part.isDisrupted ? '\n  with --disrupted' : ''}`),
      onProgress: (now) => {
        if (now.schedules % 50 === 0) print(describe(now))
      },
    })
    print(`${describe(totals)} in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
    return totals
  } finally {
    await cluster.stop()
  }
}

function describe(totals: Totals): string {
  return Object.entries(totals)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

async function runParts(parts: readonly Part[]): Promise<boolean> {
  const startedAt = performance.now()
  let total: Totals | null = null
  for (const part of parts) {
    const totals = await runPart(part)
    total = total ? addTotals(total, totals) : totals
  }
  await closeDatabases()
  if (!total) return true
  print(`all: ${describe(total)} in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes`)
  return isFaultless(total)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const isGood = given.faults ? await tryFaults(given.only, print) : await runParts(partsOf())
process.exitCode = isGood ? 0 : 1
