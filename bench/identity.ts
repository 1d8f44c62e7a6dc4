import { parseArgs } from 'node:util'
import { connectDatabase } from '../platform/database.ts'
import { startDatabase } from '../platform/embeddedMongo/startDatabase.ts'
import { createLogger } from '../platform/logger.ts'
import { askText } from './ask.ts'
import { buildServers } from './buildServers.ts'
import { type Measured, startClient } from './load.ts'
import { lookedUpBy, seedIdentities, type Shape, shapes } from './seedIdentities.ts'
import { nodeOptionsOfElo, startServer } from './startServer.ts'
import { percentile } from './table.ts'

// How much longer the look-up and history page of a large customer take than those of a plain one, in one run.
const { values: options } = parseArgs({
  options: {
    customers: { type: 'string', default: '4' },
    interactions: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
  },
})
const customers = Number(options.customers)
const interactions = Number(options.interactions)
const rounds = Number(options.rounds)
const seconds = Number(options.seconds)
const allowed = 1.5

const query = /* GraphQL */ `
  query ($value: String!) {
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

await buildServers()
const database = await startDatabase({
  uri: process.env['MONGODB_URI'],
  environment: process.env,
  logger: createLogger({ level: 'warn', name: 'bench' }),
})
const name = `elo_bench_${Date.now().toString(36)}`
const mongodbUri = database.uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(\/[^?]*)?/u, `$1/${name}`)
const connection = await connectDatabase(mongodbUri)
const server = await startServer('elo', { mongodbUri, subgraphs: {} }, nodeOptionsOfElo)
const client = startClient()

try {
  const { url } = server
  for (const shape of shapes) await seedIdentities({ url, connection, shape, customers, interactions })
  const bodies = new Map(shapes.map((shape) => [shape, bodiesOf(shape)]))
  for (const body of [...bodies.values()].flat()) {
    const answer = await askText(url, body)
    if (!answer.includes('"hasPreviousPage":true'))
      throw new Error(`expected a page, got ${answer.slice(0, 500)}`)
  }
  const measured = new Map<Shape, Measured[]>(shapes.map((shape) => [shape, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (const shape of shapes) {
      const result = await client.load({
        url,
        bodies: bodies.get(shape) ?? [],
        connections: 1,
        seconds,
      })
      if (round >= 0) measured.get(shape)?.push(result)
    }
  }
  report(measured)
} finally {
  client.stop()
  await server.stop()
  await connection.dropDatabase()
  await connection.close()
  await database.stop()
}

function bodiesOf(shape: Shape): string[] {
  return Array.from({ length: customers }, (_, number) => lookedUpBy(shape, number))
    .flat()
    .map((value) => JSON.stringify({ query, variables: { value } }))
}

/** Ratios are the median of those of single rounds, as the machine differs from round to round. */
function report(measured: Map<Shape, Measured[]>): void {
  const medians = (shape: Shape) =>
    (measured.get(shape) ?? []).map(({ latencies }) => percentile(latencies, 50))
  const plain = medians('plain')
  console.log(`\n| customer | p50 ms | times a plain one |\n| --- | ---: | ---: |`)
  for (const shape of shapes) {
    const own = medians(shape)
    const ratio = percentile(
      own.map((ms, round) => ms / (plain[round] ?? Number.NaN)),
      50,
    )
    console.log(`| ${shape} | ${percentile(own, 50).toFixed(2)} | ${ratio.toFixed(2)} |`)
    if (ratio > allowed) process.exitCode = 1
  }
  console.log(
    `\nA customer by identifier with the newest 20 of ${interactions} interactions; ${rounds} rounds of ${seconds} s each, in turn.`,
  )
  console.log(process.exitCode === 1 ? `More than ${allowed} times.` : `At most ${allowed} times.`)
}
