import { apolloRequest } from './measure/apolloRequest.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import { nodeOptionsOfElo } from './measure/forkModule.ts'
import { readOptions } from './measure/options.ts'
import { startHttpLoader } from './measure/startLoader.ts'
import { startServer } from './measure/startServer.ts'
import { toTable } from './measure/table.ts'
import { writeReport } from './measure/writeReport.ts'
import { seedHistory } from './history/seedHistory.ts'
import { onDisk, readMongod, readStorage, type Storage } from './sizing/readStorage.ts'
import { recordInput, seedConversations } from './writes/seedConversations.ts'
import { messageText } from './writes/writtenMessage.ts'
import { showProgress } from '../scripts/command/showProgress.ts'

// Measures how much disk and memory interactions need, and how many writes a core takes.
const options = readOptions({
  customers: { usual: 1_000, quick: 20 },
  interactions: { usual: 200, quick: 40 },
  writers: { usual: 100, quick: 10 },
  seconds: { usual: 10, quick: 1 },
})
const customers = options.size('customers')
const interactions = options.size('interactions')
const seeded = customers * interactions
const million = 1_000_000

const mutation = /* GraphQL */ `
  mutation RecordMessage($input: RecordMessageInput!) {
    recordMessage(input: $input) {
      message {
        id
      }
      userErrors {
        message
      }
    }
  }
`

await build()
const database = await startBenchDatabase()
const { mongodbUri, connection } = database
const stops = [() => database.stop()]

try {
  const elo = await startServer('elo', { mongodbUri, subgraphs: {} }, [...nodeOptionsOfElo, '--expose-gc'])
  stops.push(() => elo.stop())
  const http = await startHttpLoader()
  stops.push(() => http.stop())
  const emptyBytes = await elo.memoryBytes()
  await seedHistory({
    url: elo.url,
    connection,
    customers,
    interactions,
    onProgress: (what, done, total) => showProgress(`${what}: ${done} of ${total}`),
  })
  showProgress('')
  const storages = await readStorage(connection)
  const filledBytes = await elo.memoryBytes()
  const { residentBytes } = await readMongod(connection)
  const disk = storageTable(storages)

  const writers = await seedConversations(elo.url, options.size('writers'))
  const writes = []
  for (const connections of options.connections) {
    const before = { elo: await elo.cpuMs(), mongod: (await readMongod(connection)).cpuMs }
    const label = `${connections} connections`
    const { latencies, seconds } = await http.load({
      url: elo.url,
      requests: writers.map(({ phone }) => ({
        body: apolloRequest(mutation, {
          input: recordInput(phone, messageText(label, '#NUMBER#'), `${label}-#NUMBER#`),
        }),
        answerHas: '"userErrors":[]',
      })),
      connections,
      seconds: options.size('seconds'),
    })
    const eloMs = ((await elo.cpuMs()) - before.elo) / latencies.length
    const mongodMs = ((await readMongod(connection)).cpuMs - before.mongod) / latencies.length
    writes.push({ connections, perSecond: latencies.length / seconds, eloMs, mongodMs })
  }
  const busyBytes = await elo.memoryBytes()
  const writing = toTable(
    ['connections', 'writes/s', 'CPU ms of Elo', 'CPU ms of mongod', 'writes/s of one core'],
    writes.map(({ connections, perSecond, eloMs, mongodMs }) => [
      String(connections),
      perSecond.toFixed(0),
      eloMs.toFixed(2),
      mongodMs.toFixed(2),
      (1_000 / (eloMs + mongodMs)).toFixed(0),
    ]),
  )
  const text = `${seeded.toLocaleString('en')} interactions of ${customers.toLocaleString('en')} customers: messages with and without attachments, actions, feedback and hand-offs, in Portuguese; one conversation and three identifiers for each customer. The first history is recorded through the graph, the others are copies.

${disk}

Memory, resident: Elo ${toMegabytes(emptyBytes)} MB when empty, ${toMegabytes(filledBytes)} MB with these interactions, ${toMegabytes(busyBytes)} MB after the writes; mongod ${toMegabytes(residentBytes)} MB with these interactions.

Then messages of ${writers.length} existing customers by \`recordMessage\` over HTTP, acknowledged by the journal of one server; Elo in one process. A core is one that does nothing but the work of Elo and mongod.

${writing}
`
  console.log(text)
  if (!options.isQuick) {
    const facts = {
      customers,
      interactions,
      storages,
      emptyBytes,
      filledBytes,
      busyBytes,
      residentBytes,
      writes,
    }
    const name = await writeReport({ out: options.out, bench: 'sizing', title: 'Sizing', text, facts })
    console.log(`Written to ${name}.md`)
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}

/** The collections with at least one document for 100 customers. */
function storageTable(storages: readonly Storage[]): string {
  const isLarge = ({ documents }: Storage) => documents >= customers / 100
  const lines = storages
    .filter(isLarge)
    .map(({ collection, documents, dataBytes, diskBytes, indexBytes }) => [
      collection,
      documents.toLocaleString('en'),
      ...[dataBytes, diskBytes, indexBytes].map((bytes) => (bytes / documents).toFixed(0)),
    ])
  const table = toTable(['collection', 'documents', 'bytes of one', 'on disk', 'in indexes'], lines)
  const log = storages.find(({ collection }) => collection === 'interactions')
  const perMillion = log ? (onDisk(log) / log.documents) * million : 0
  const perCustomer =
    storages
      .filter(({ collection }) => ['profiles', 'identifiers'].includes(collection))
      .reduce((total, storage) => total + onDisk(storage), 0) / customers
  return `${table}

A million interactions need ${toMegabytes(perMillion)} MB on disk with their indexes. A customer needs ${perCustomer.toFixed(0)} bytes in \`profiles\` and \`identifiers\`, which stay on the primary shard.`
}

function toMegabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}
