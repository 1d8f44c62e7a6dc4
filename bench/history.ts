import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { connectDatabase } from '../platform/database.ts'
import { startDatabase } from '../platform/embeddedMongo/startDatabase.ts'
import { createLogger } from '../platform/logger.ts'
import { askText } from './ask.ts'
import { build } from './build.ts'
import { benchCustomer } from './customers.ts'
import type { Measured } from './closedLoop.ts'
import { nodeOptionsOfElo } from './forkBuilt.ts'
import { pageRequest } from './page.ts'
import { seedHistory } from './seedHistory.ts'
import type { Rounds } from './rounds.ts'
import { startHttpLoader } from './startLoader.ts'
import { startServer } from './startServer.ts'
import { measuredCells, measuredHead, toRows, toTable } from './table.ts'

const { values: options } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000' },
    interactions: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '1,16' },
    only: { type: 'string', default: '' },
    profile: { type: 'boolean', default: false },
  },
})
const customers = Number(options.customers)
const interactions = Number(options.interactions)
const seconds = Number(options.seconds)
const connectionCounts = options.connections.split(',').map(Number)

const elo = 'Elo, one process'
const eloAtFirst = 'Elo, each customer at first'
const warmUpSeconds = 4
const compared = 25
const answerHas = '"nodes":[{'

await build()
const database = await startDatabase({
  uri: process.env['MONGODB_URI'],
  environment: process.env,
  logger: createLogger({ level: 'warn', name: 'bench' }),
})
const name = `elo_bench_${Date.now().toString(36)}`
const mongodbUri = database.uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(\/[^?]*)?/u, `$1/${name}`)
const connection = await connectDatabase(mongodbUri)
const client = await startHttpLoader()
const stops: (() => Promise<void>)[] = []

try {
  const none = { mongodbUri, subgraphs: {} }
  const profiling = options.profile ? ['--cpu-prof', '--cpu-prof-dir=.data/profiles'] : []
  const one = await started('elo', none, [...nodeOptionsOfElo, ...profiling])
  await seedHistory({ url: one.url, connection, customers, interactions, onProgress: show })
  const subgraphs = await started('subgraphs', none, nodeOptionsOfElo)
  const remote = { mongodbUri, subgraphs: subgraphs.others }
  const contestants = [
    { contestant: elo, url: one.url },
    { contestant: 'hand-written resolver', url: (await started('handWritten', none, nodeOptionsOfElo)).url },
    { contestant: 'stock Apollo Gateway, HTTP', url: (await started('stockGateway', remote)).url },
    {
      contestant: 'Elo, gateway and subgraphs',
      url: (await started('eloGateway', remote, nodeOptionsOfElo)).url,
    },
  ].filter(({ contestant }) => contestant.includes(options.only))

  const bodies = Array.from({ length: customers }, (_, number) => pageRequest(benchCustomer(number).phone))
  await mustAgree(contestants, spread(bodies, compared))

  const measurements: Rounds[] = [...contestants, { contestant: eloAtFirst }].flatMap(({ contestant }) =>
    connectionCounts.map((connections) => ({ contestant, connections, rounds: [] })),
  )
  const keep = (contestant: string, connections: number, measured: Measured) =>
    measurements
      .find((entry) => entry.contestant === contestant && entry.connections === connections)
      ?.rounds.push(measured)
  const rounds = Number(options.rounds)
  for (let round = -1; round < rounds; round += 1) {
    for (const connections of connectionCounts) {
      // Each round begins with another, so that none always comes after the same.
      const turn = Math.max(round, 0) % contestants.length
      for (const { contestant, url } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
        show(round < 0 ? `warming up ${contestant}` : contestant, Math.max(round + 1, 0), rounds)
        const measured = await client.load({
          url,
          bodies,
          answerHas,
          connections,
          seconds: round < 0 ? warmUpSeconds : seconds,
        })
        if (round >= 0) keep(contestant, connections, measured)
      }
      if (round >= 0) keep(eloAtFirst, connections, await measuredAtFirst(bodies, connections))
    }
  }
  show('', 0, 0)
  await report(measurements, rounds)
} finally {
  await client.stop()
  await Promise.all(stops.map((stop) => stop()))
  await connection.dropDatabase()
  await connection.close()
  await database.stop()
}

/** A process that has seen other customers, asked for each of these once: it remembers nothing of them. */
async function measuredAtFirst(requests: string[], connections: number): Promise<Measured> {
  const { url, stop } = await startServer('elo', { mongodbUri, subgraphs: {} }, nodeOptionsOfElo)
  try {
    const half = Math.floor(requests.length / 2)
    await client.load({ url, bodies: requests.slice(half), answerHas, connections, seconds: warmUpSeconds })
    return await client.load({
      url,
      bodies: requests.slice(0, half),
      answerHas,
      connections,
      seconds: 60,
      atMost: half,
    })
  } finally {
    await stop()
  }
}

async function started(...what: Parameters<typeof startServer>) {
  const server = await startServer(...what)
  stops.push(server.stop)
  return server
}

/** Throws when two contestants give different data for one request. */
async function mustAgree(
  contestants: { contestant: string; url: string }[],
  requests: string[],
): Promise<void> {
  for (const body of requests) {
    const answers = await Promise.all(contestants.map(({ url }) => askText(url, body)))
    const [first, ...rest] = answers.map((text) => JSON.stringify(sorted(JSON.parse(text))))
    for (const [index, answer] of rest.entries()) {
      if (answer === first) continue
      const at = [...(first ?? '')].findIndex((letter, position) => letter !== answer?.[position])
      const differing = [first, answer].map((text) => text?.slice(Math.max(0, at - 200), at + 200))
      throw new Error(
        `${contestants[0]?.contestant} and ${contestants[index + 1]?.contestant} do not agree:\n${differing.join('\n')}`,
      )
    }
    if (!first?.includes('"nodes":[{')) throw new Error(`expected a page, got ${first?.slice(0, 500)}`)
  }
}

/** The same value with its keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

function spread<Value>(values: Value[], count: number): Value[] {
  const step = Math.max(1, Math.floor(values.length / count))
  return values.filter((_, index) => index % step === 0).slice(0, count)
}

async function report(measurements: Rounds[], rounds: number): Promise<void> {
  const rows = toRows(measurements, elo).sort((a, b) => a.connections - b.connections)
  const at = new Date()
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    node: process.version,
    platform: `${os.platform()} ${os.arch()}`,
  }
  const table = toTable(
    [...measuredHead, 'Elo: requests/s', 'Elo: p50'],
    rows.map((row) => [
      ...measuredCells(row),
      `${(1 / row.ofBaseline.requestsPerSecond).toFixed(2)} x`,
      `${(1 / row.ofBaseline.p50Ms).toFixed(2)} x`,
    ]),
  )
  const text = `# The history page, ${at.toISOString().slice(0, 10)}

A customer by telephone with the newest 20 of his interactions, of all kinds, with the details of four rooms:
${customers} customers with ${interactions} interactions each; ${rounds} rounds of ${seconds} s each, in turn, after a warm-up.
The client and each server are processes of their own on one machine: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}.
All servers gave the same answers, and run as plain JavaScript; all but the stock gateway, which runs as documented, have Elo's options for Node. "Elo" is Elo in one process: its requests/s and its median latency as a multiple of the row's. "At first" is a process that has been asked for other customers only: Elo gives an answer again for which it has found that nothing has changed since.

${table}
`
  console.log(`\n${table}\n`)
  const folder = new URL('./results/', import.meta.url)
  await mkdir(folder, { recursive: true })
  const file = `history-${at.toISOString().slice(0, 10)}`
  await writeFile(new URL(`${file}.md`, folder), text)
  const facts = { at: at.toISOString(), machine, customers, interactions, rounds, seconds, rows }
  await writeFile(new URL(`${file}.json`, folder), `${JSON.stringify(facts, null, 2)}\n`)
  console.log(`Written to bench/results/${file}.md`)
}

function show(what: string, done: number, total: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001b[K${what === '' ? '' : `${what}: ${done} of ${total}`}`)
}
