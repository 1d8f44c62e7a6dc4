import { apolloRequest } from './measure/apolloRequest.ts'
import { askText } from './measure/askText.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import { benchCustomer } from './measure/customers.ts'
import { pageRequest } from './history/page.ts'
import { seedHistory } from './history/seedHistory.ts'
import type { HttpRequest } from './loaders/loads.ts'
import { readOptions } from './measure/options.ts'
import { measureInRounds } from './measure/rounds.ts'
import { showProgress } from '../scripts/command/showProgress.ts'
import { startHttpLoader } from './measure/startLoader.ts'
import { startServer } from './measure/startServer.ts'
import { measuredCells, measuredHead, toRows, toTable } from './measure/table.ts'

// Compares the brief of a customer with their history page, in one run.
const options = readOptions({
  customers: { usual: 300, quick: 20 },
  interactions: { usual: 200, quick: 40 },
  rounds: { usual: 5, quick: 1 },
  seconds: { usual: 2, quick: 0.5 },
})
const customers = options.size('customers')
const interactions = options.size('interactions')
const rounds = options.size('rounds')
const seconds = options.size('seconds')
const allowed = 4
const page = 'history page'

const contestants: { name: string; requestOf: (phone: string) => HttpRequest }[] = [
  { name: page, requestOf: pageRequest },
  { name: 'brief, 1,000 tokens', requestOf: (phone) => briefRequest(phone, 1_000, '') },
  { name: 'brief, 1,000 tokens, kept', requestOf: (phone) => briefRequest(phone, 1_000, 'id') },
  { name: 'brief, 8,000 tokens', requestOf: (phone) => briefRequest(phone, 8_000, '') },
]

await build()
const database = await startBenchDatabase()
const { mongodbUri, connection } = database
const server = await startServer('elo', { mongodbUri, subgraphs: {} })
const http = await startHttpLoader()

try {
  const { url } = server
  await seedHistory({
    url,
    connection,
    customers,
    interactions,
    onProgress: (what, done, total) => showProgress(`${what}: ${done} of ${total}`),
  })
  const measured = []
  for (const { name, requestOf } of contestants) {
    const requests = Array.from({ length: customers }, (_, number) => requestOf(benchCustomer(number).phone))
    const [first] = requests
    const answer = first ? await askText(url, first.body) : ''
    if (!first || !answer.includes(first.answerHas))
      throw new Error(`expected ${first?.answerHas}, got ${answer.slice(0, 500)}`)
    measured.push({
      name,
      measure: (connections: number, time: number) =>
        http.load({ url, requests, connections, seconds: time }),
    })
  }
  const rows = toRows(
    await measureInRounds(measured, {
      connections: options.connections,
      rounds,
      seconds,
      warmUpSeconds: seconds,
    }),
    page,
  )
  const cells = rows.map((row) => [...measuredCells(row), row.ofBaseline.p50Ms.toFixed(2)])
  console.log(`\n${toTable([...measuredHead, 'p50: times a page'], cells)}\n`)
  console.log(
    `${customers} customers with ${interactions} interactions each, in turn; ${rounds} rounds of ${seconds} s. A page has the newest 20 interactions with the details of four subgraphs.`,
  )
  // A brief that is kept waits for the disk, and one of 8,000 tokens reads eight times as much.
  const slow = rows.filter(
    ({ contestant, ofBaseline }) => contestant === contestants[1]?.name && ofBaseline.p50Ms > allowed,
  )
  if (slow.length > 0) process.exitCode = 1
  console.log(slow.length > 0 ? `More than ${allowed} times.` : `At most ${allowed} times.`)
} finally {
  await http.stop()
  await server.stop()
  await database.stop()
}

function briefRequest(phone: string, maxTokens: number, selection: string): HttpRequest {
  const query = /* GraphQL */ `
    query Brief($phone: String!, $maxTokens: Int!) {
      customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
        id
        name
        brief(maxTokens: $maxTokens) {
          ${selection}
          text
          tokens
          streamCursor
        }
      }
    }
  `
  return { body: apolloRequest(query, { phone, maxTokens }), answerHas: phone }
}
