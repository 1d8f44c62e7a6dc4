import { apolloRequest } from './measure/apolloRequest.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import type { Measured } from './measure/closedLoop.ts'
import { nodeOptionsOfElo } from './measure/forkModule.ts'
import { newId } from '../platform/lang/ids.ts'
import { readOptions } from './measure/options.ts'
import { type Contestant, measureInRounds } from './measure/rounds.ts'
import { recordInput, seedConversations } from './writes/seedConversations.ts'
import { startHttpLoader, startWriteLoader } from './measure/startLoader.ts'
import { type Server, startServer } from './measure/startServer.ts'
import { measuredCells, measuredHead, toRows, toTable } from './measure/table.ts'
import { verifyWrites } from './writes/verifyWrites.ts'
import { writeReport } from './measure/writeReport.ts'
import { messageText } from './writes/writtenMessage.ts'

// Compares a message that is recorded through the graph with an append to the log and an insert of such a document.
const options = readOptions({
  customers: { usual: 100, quick: 20 },
  rounds: { usual: 7, quick: 1 },
  seconds: { usual: 4, quick: 0.5 },
})
const rounds = options.size('rounds')
const seconds = options.size('seconds')
const customers = options.size('customers')

const mutation = /* GraphQL */ `
  mutation RecordMessage($input: RecordMessageInput!) {
    recordMessage(input: $input) {
      message {
        id
        revision
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`
const handWrittenMutation = (name: string) => /* GraphQL */ `
  mutation Write($input: MessageInput!) {
    ${name}(input: $input) {
      message {
        id
        revision
      }
      userErrors {
        message
      }
    }
  }
`
const bareInsert = 'bare insert'
const head = [...measuredHead, 'of bare: requests/s', 'of bare: p50', 'of bare: CPU']

await build()
const database = await startBenchDatabase()
const { mongodbUri, connection } = database
const stops = [() => database.stop()]

try {
  const elo = stoppable(
    await startServer('elo', { mongodbUri, subgraphs: {} }, [...nodeOptionsOfElo, ...options.profiling]),
  )
  const handWritten = stoppable(await startServer('handWrittenWrites', { mongodbUri, subgraphs: {} }))
  const http = stoppable(await startHttpLoader())
  const appends = stoppable(await startWriteLoader('logAppends', mongodbUri))
  const inserts = stoppable(await startWriteLoader('bareInserts', mongodbUri))
  const writers = await seedConversations(elo.url, customers)
  // Logs of their own, so that two processes never write to one.
  const profileIds = writers.map(() => newId('cus'))

  /** How many were acknowledged, by the label of the load. */
  const acknowledged = { messages: new Map<string, number>(), appends: new Map<string, number>(), inserts: 0 }
  let loads = 0
  const nextLabel = () => `load ${(loads += 1)}`

  /** A mutation over HTTP. Each customer's requests are numbered through, so that each has a key of its own. */
  function overHttp(
    name: string,
    server: Pick<Server, 'url' | 'cpuMs'>,
    bodyOf: (phone: string, label: string) => string,
    onMeasured: (label: string, count: number) => void = () => undefined,
  ): Contestant {
    return {
      name,
      async measure(connections, time) {
        const label = nextLabel()
        const usedBefore = await server.cpuMs()
        const measured = await http.load({
          url: server.url,
          requests: writers.map(({ phone }) => ({
            body: bodyOf(phone, label),
            answerHas: '"userErrors":[]',
          })),
          connections,
          seconds: time,
        })
        onMeasured(label, measured.latencies.length)
        return { ...measured, cpuMs: (await server.cpuMs()) - usedBefore }
      },
    }
  }

  const recorded = (phone: string, label: string) =>
    apolloRequest(mutation, {
      input: recordInput(phone, messageText(label, '#NUMBER#'), `${label}-#NUMBER#`),
    })
  const handWrittenBody = (field: string) => (phone: string, label: string) =>
    apolloRequest(handWrittenMutation(field), { input: { phone, label, number: '#NUMBER#' } }).replace(
      '"#NUMBER#"',
      '#NUMBER#',
    )

  const contestants: Contestant[] = [
    overHttp('recordMessage', elo, recorded, (label, count) => acknowledged.messages.set(label, count)),
    overHttp('recordMessage, hand-written', handWritten, handWrittenBody('recordMessage')),
    overHttp('one insert through GraphQL', handWritten, handWrittenBody('insertMessage')),
    {
      name: 'append to the log',
      async measure(connections, time) {
        const label = nextLabel()
        const measured = await appends.load({ label, profileIds, connections, seconds: time })
        acknowledged.appends.set(label, measured.latencies.length)
        return measured
      },
    },
    {
      name: bareInsert,
      async measure(connections, time): Promise<Measured> {
        const measured = await inserts.load({ label: nextLabel(), profileIds, connections, seconds: time })
        acknowledged.inserts += measured.latencies.length
        return measured
      },
    },
  ]
  const measured = await measureInRounds(contestants, {
    connections: options.connections,
    rounds,
    seconds,
    warmUpSeconds: options.isQuick ? 0.5 : 4,
  })
  const sizes = await verifyWrites({ url: elo.url, connection, writers, profileIds, acknowledged })

  const rows = toRows(measured, bareInsert)
  const table = toTable(
    head,
    rows.map((row) => [
      ...measuredCells(row),
      `${(row.ofBaseline.requestsPerSecond * 100).toFixed(0)} %`,
      `${row.ofBaseline.p50Ms.toFixed(2)} x`,
      `${row.ofBaseline.cpuMs.toFixed(2)} x`,
    ]),
  )
  const text = `Messages of ${customers} customers, acknowledged by a majority with the journal; ${rounds} rounds of ${seconds} s each, in turn, after a warm-up.
"recordMessage": a new message of an existing customer, identified by telephone, with an open conversation; sent by a client of its own process with the headers and the body of Apollo Client 4.
"recordMessage, hand-written": Apollo Server over the driver, without federation: it finds the customer and the open conversation, inserts the message once per key, and notes the activity, one command after the other. "one insert through GraphQL": the same server with the insert alone.
"append to the log": the interaction log's own append, called in its process. "bare insert": one document of the same size by the driver, \`{ w: 'majority', j: true }\`, into a collection without further indexes.
CPU is that of the process that writes: Elo, or the loop with the driver; MongoDB's and the client's is not counted. The last three columns are multiples of the bare insert in the same round (median of the rounds).

${table}

Verified: ${String(sum(acknowledged.messages))} acknowledged messages are in the customers' histories once each, and nothing else; ${String(sum(acknowledged.appends))} appends are in their logs once each at the positions 1, 2, 3 …; ${acknowledged.inserts} documents were inserted. A document has ${sizes.message} bytes by recordMessage, ${sizes.append} by the append, ${sizes.insert} by the insert.
`
  console.log(`\n${table}\n`)
  console.log(text.trimEnd().split('\n').at(-1))
  if (!options.isQuick) {
    const facts = { customers, rounds, seconds, sizes, rows }
    const name = await writeReport({ out: options.out, bench: 'writes', title: 'Writes', text, facts })
    console.log(`\nWritten to ${name}.md`)
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}

function stoppable<Process extends { stop(): Promise<void> }>(started: Process): Process {
  stops.push(() => started.stop())
  return started
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
