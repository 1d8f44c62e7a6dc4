import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { showProgress } from '../scripts/command/showProgress.ts'
import { pageRequest } from './history/page.ts'
import { seedHistory } from './history/seedHistory.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build, built } from './measure/build.ts'
import { benchCustomer } from './measure/customers.ts'
import { nodeOptionsOfElo } from './measure/forkModule.ts'
import { rotated } from './measure/rounds.ts'
import { startHttpLoader } from './measure/startLoader.ts'
import { type Server, startServerModule } from './measure/startServer.ts'
import { percentile, toTable } from './measure/table.ts'

// Compares the CPU that a history page costs here and in another checkout, in one process and over HTTP. The other one
// must be built: `node node_modules/typescript/bin/tsc -p bench/tsconfig.build.json --noCheck` in it, and its schema/
// copied to dist/bench/schema.
const { values } = parseArgs({
  options: {
    other: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '8' },
  },
})
const sizeSchema = z.coerce.number().positive()
const rounds = sizeSchema.parse(values.rounds)
const seconds = sizeSchema.parse(values.seconds)
const connections = sizeSchema.parse(values.connections)
if (values.other === undefined) throw new Error('--other: expected the folder of another checkout, got none')
const checkouts = { other: pathToFileURL(`${resolve(values.other)}/dist/bench/`), here: built }
const customers = 100

await build()
const database = await startBenchDatabase()
const { mongodbUri, connection } = database
const stops: (() => Promise<unknown>)[] = [() => database.stop()]

function startFrom(folder: URL, name: string, subgraphs: Record<string, string> = {}): Promise<Server> {
  return startServerModule(
    new URL(`bench/servers/${name}.js`, folder),
    { mongodbUri, subgraphs },
    nodeOptionsOfElo,
  )
}

try {
  const servers: { name: string; url: string; cpuMs: () => Promise<number>; perPage: number[] }[] = []
  for (const [checkout, folder] of Object.entries(checkouts)) {
    const elo = await startFrom(folder, 'elo')
    const subgraphs = await startFrom(folder, 'subgraphs')
    const gateway = await startFrom(folder, 'eloGateway', subgraphs.others)
    for (const { stop } of [elo, subgraphs, gateway]) stops.push(stop)
    servers.push({ name: `one process, ${checkout}`, url: elo.url, cpuMs: elo.cpuMs, perPage: [] })
    servers.push({ name: `gateway alone, ${checkout}`, url: gateway.url, cpuMs: gateway.cpuMs, perPage: [] })
  }
  await seedHistory({
    url: servers[0]?.url ?? '',
    connection,
    customers,
    interactions: 40,
    onProgress: (what, done, total) => showProgress(`${what}: ${done} of ${total}`),
  })
  const http = await startHttpLoader()
  stops.push(http.stop)
  const requests = Array.from({ length: customers }, (_, number) => pageRequest(benchCustomer(number).phone))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, url, cpuMs, perPage } of rotated(servers, round)) {
      showProgress(`round ${round} of ${rounds}: ${name}`)
      const before = await cpuMs()
      const { latencies } = await http.load({ url, requests, connections, seconds })
      const used = (await cpuMs()) - before
      // The first round warms up.
      if (round > 0) perPage.push(used / latencies.length)
    }
  }
  showProgress('')
  const medianOf = (name: string) =>
    percentile(servers.find((server) => server.name === name)?.perPage ?? [], 50)
  const rows = ['one process', 'gateway alone'].map((what) => {
    const [other, here] = [medianOf(`${what}, other`), medianOf(`${what}, here`)]
    return [what, other.toFixed(3), here.toFixed(3), `${((here / other - 1) * 100).toFixed(1)} %`]
  })
  console.log(toTable(['CPU ms for a page', 'other', 'here', 'more'], rows))
} finally {
  for (const stop of stops.toReversed()) await stop()
}
