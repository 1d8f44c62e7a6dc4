import { apolloRequest } from './measure/apolloRequest.ts'
import { askText } from './measure/askText.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import type { HttpRequest } from './loaders/loads.ts'
import { readOptions } from './measure/options.ts'
import { measureInRounds, type Rounds } from './measure/rounds.ts'
import { lookedUpBy, seedIdentities, type Shape, shapes } from './identity/seedIdentities.ts'
import { startHttpLoader } from './measure/startLoader.ts'
import { startServer } from './measure/startServer.ts'
import { toRows } from './measure/table.ts'

// Compares the look-up and history page of a large customer with those of a small one, in one run.
const options = readOptions({
  customers: { usual: 4, quick: 1 },
  interactions: { usual: 200, quick: 40 },
  rounds: { usual: 7, quick: 1 },
  seconds: { usual: 2, quick: 0.5 },
})
const customers = options.size('customers')
const interactions = options.size('interactions')
const rounds = options.size('rounds')
const seconds = options.size('seconds')
const allowed = 1.5

const query = /* GraphQL */ `
  query LookUp($value: String!) {
    customerByIdentifier(identifier: { type: INTERNAL_ID, value: $value }) {
      id
      name
      history(last: 20) {
        pageInfo {
          hasPreviousPage
        }
        nodes {
          id
          kind
          occurredAt
          summary
          actor {
            kind
            name
          }
          ... on Message {
            text
          }
        }
      }
    }
  }
`

await build()
const database = await startBenchDatabase()
const { mongodbUri, connection } = database
const server = await startServer('elo', { mongodbUri, subgraphs: {} })
const http = await startHttpLoader()

try {
  const { url } = server
  for (const shape of shapes) await seedIdentities({ url, connection, shape, customers, interactions })
  const contestants = shapes.map((shape) => ({ name: shape, requests: requestsOf(shape) }))
  for (const { body, answerHas } of contestants.flatMap(({ requests }) => requests)) {
    const answer = await askText(url, body)
    if (!answer.includes(answerHas)) throw new Error(`expected a page, got ${answer.slice(0, 500)}`)
  }
  const measured = await measureInRounds(
    contestants.map(({ name, requests }) => ({
      name,
      measure: (connections, time) => http.load({ url, requests, connections, seconds: time }),
    })),
    { connections: [1], rounds, seconds, warmUpSeconds: seconds },
  )
  report(measured)
} finally {
  await http.stop()
  await server.stop()
  await database.stop()
}

function requestsOf(shape: Shape): HttpRequest[] {
  return Array.from({ length: customers }, (_, number) => lookedUpBy(shape, number))
    .flat()
    .map((value) => ({ body: apolloRequest(query, { value }), answerHas: '"hasPreviousPage":true' }))
}

function report(measured: Rounds[]): void {
  console.log(`\n| customer | p50 ms | times a small one |\n| --- | ---: | ---: |`)
  for (const { contestant, p50Ms, ofBaseline } of toRows(measured, 'small')) {
    console.log(`| ${contestant} | ${p50Ms.toFixed(2)} | ${ofBaseline.p50Ms.toFixed(2)} |`)
    if (ofBaseline.p50Ms > allowed) process.exitCode = 1
  }
  console.log(
    `\nA customer by identifier with the newest 20 of ${interactions} interactions; ${rounds} rounds of ${seconds} s each, in turn.`,
  )
  console.log(process.exitCode === 1 ? `More than ${allowed} times.` : `At most ${allowed} times.`)
}
