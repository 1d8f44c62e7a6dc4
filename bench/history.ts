import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import { benchCustomer } from './measure/customers.ts'
import { historyContestants, signInContestants, type Started } from './history/historyContestants.ts'
import { type HistoryRounds, measureHistoryRound } from './history/historyRound.ts'
import { authTables, historyRows, historyTables } from './history/historyTables.ts'
import { installHive } from './history/hiveGateway.ts'
import { readOptions } from './measure/options.ts'
import { pageRequest } from './history/page.ts'
import { seedHistory } from './history/seedHistory.ts'
import { showProgress } from '../scripts/command/showProgress.ts'
import { startHttpLoader } from './measure/startLoader.ts'
import { startServer } from './measure/startServer.ts'
import { writeReport } from './measure/writeReport.ts'

// Measures a customer's history page, requested as Apollo Client 4 does.
const options = readOptions({
  customers: { usual: 1_000, quick: 40 },
  interactions: { usual: 200, quick: 40 },
  rounds: { usual: 5, quick: 1 },
  seconds: { usual: 3, quick: 0.5 },
})
const customers = options.size('customers')
const interactions = options.size('interactions')
const rounds = options.size('rounds')
const seconds = options.size('seconds')
const { connections, isQuick } = options
const { inOneProcess, overHttp } = historyContestants(options)
const contestants = (
  options.withAuth ? signInContestants(options.profiling) : [...inOneProcess, ...overHttp]
).filter(({ name }) => name.includes(options.only))

if (options.withHive) await installHive()
else if (!options.withAuth)
  console.log('Hive Gateway is left out; --with-hive installs it into bench/hive and measures it.')
await build()
const database = await startBenchDatabase()
const stops = [() => database.stop()]

try {
  const { mongodbUri, connection } = database
  const seeding = await startServer('elo', { mongodbUri, subgraphs: {} })
  stops.push(() => seeding.stop())
  await seedHistory({
    url: seeding.url,
    connection,
    customers,
    interactions,
    onProgress: (what, done, total) => showProgress(`${what}: ${done} of ${total}`),
  })
  await seeding.stop()
  const http = await startHttpLoader()
  stops.push(() => http.stop())

  const requests = Array.from({ length: customers }, (_, number) => pageRequest(benchCustomer(number).phone))
  const measured: HistoryRounds = { first: [], repeated: [] }
  for (let round = 0; round < rounds; round += 1) {
    const servers: (Started & { name: string })[] = []
    try {
      for (const { name, start } of contestants) servers.push({ name, ...(await start(mongodbUri)) })
      await measureHistoryRound({
        http,
        servers,
        requests,
        round,
        connections,
        seconds,
        warmUpSeconds: isQuick ? 0.5 : 4,
        compared: isQuick ? 3 : 10,
        measured,
      })
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
    }
  }
  showProgress('')

  const rows = historyRows(
    measured,
    overHttp.map(({ name }) => name),
  )
  const tables = options.withAuth ? authTables(rows) : historyTables(rows)
  console.log(`\n${tables}\n`)
  const text = `A customer by telephone with the newest 20 of their interactions, of all kinds, with the details of four subgraphs, asked for with the headers and the body of Apollo Client 4.
${customers} customers with ${interactions} interactions each; ${rounds} rounds, in each of which new processes warm up with one half of the customers, then are asked for each of the others once ("first time"; a share of them at each number of connections), then for these again for ${seconds} s ("repeated"). The contestants take turns.
All servers run as plain JavaScript, each in a process of its own, a gateway over HTTP beside a process with the five subgraphs; the client is a process of its own too. Elo, the subgraphs and the hand-written resolver have the options of \`npm start\` for Node; the gateways of others run as documented. All gave the same answers. "CPU" is that of the contestant's processes together, without MongoDB and the client.
The last three columns are Elo's values as multiples of the row's, in the same round (median of the rounds): requests/s above 1 and p50 and CPU below 1 mean that Elo is faster.

${tables}
`
  if (!isQuick) {
    const facts = { customers, interactions, rounds, seconds, rows }
    const name = await writeReport({
      out: options.out,
      bench: options.withAuth ? 'history-auth' : 'history',
      title: options.withAuth ? 'The history page, with and without sign-in' : 'The history page',
      text,
      facts,
    })
    console.log(`Written to ${name}.md`)
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}
