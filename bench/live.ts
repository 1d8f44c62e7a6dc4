import { recordInput, seedConversations } from './writes/seedConversations.ts'
import { measureDelay } from './live/measureDelay.ts'
import { measureMemory } from './live/measureMemory.ts'
import { measureSlowConsumers } from './live/measureSlowConsumers.ts'
import { measureStorm } from './live/measureStorm.ts'
import { type FanOut, measureFanOut } from './live/fanOutRound.ts'
import { startSubscribers } from './live/startSubscribers.ts'
import { measureWriteCosts } from './live/measureWriteCosts.ts'
import { askText } from './measure/askText.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import { nodeOptionsOfElo } from './measure/forkModule.ts'
import { readOptions } from './measure/options.ts'
import { percentile, toTable } from './measure/table.ts'
import { type Server, startServer } from './measure/startServer.ts'
import { writeReport } from './measure/writeReport.ts'

// Measures what it costs to watch: equal and different subscribers, and idle ones; how late they get an event, also beside
// slow ones; how soon they have what they missed; and what they cost the writes of others.
const options = readOptions({
  subscribers: { usual: 5_000, quick: 500 },
  different: { usual: 5_000, quick: 100 },
  idle: { usual: 10_000, quick: 500 },
  /** Of traffic to them, one event in a second. */
  minutes: { usual: 10, quick: 0.1 },
  /** Those that come back at once. */
  returning: { usual: 1_000, quick: 100 },
  /** The subscribers whose delay is measured, each of another customer, and the writes for it. */
  delayed: { usual: 1_000, quick: 100 },
  writes: { usual: 200, quick: 20 },
  events: { usual: 20, quick: 5 },
  rounds: { usual: 5, quick: 1 },
})
const count = options.size('subscribers')
const different = options.size('different')
const idle = options.size('idle')
const minutes = options.size('minutes')
const returning = options.size('returning')
const delayed = options.size('delayed')
const writes = options.size('writes')
const events = options.size('events')
const rounds = options.size('rounds')
const perSocket = 50
const ofDelays = {
  different: `delay of ${delayed} subscribers of different customers`,
  one: `delay of ${delayed} subscribers of one customer`,
}
const ofSlow = 'delay of 100 subscribers beside 10 that read nothing'
const ofStorm = `storm of ${returning} clients that resume at once`
const ofWrites = `write cost with ${count} subscribers of other customers`

const fields = 'change cursor interaction { id revision summary occurredAt ... on Message { text } }'
const equal = `subscription ($customerId: ID!, $after: String) { customerHistory(customerId: $customerId, after: $after) { ${fields} } }`
// Each has another alias, so that each is another operation with another result.
const differing = `subscription ($customerId: ID!) { customerHistory(customerId: $customerId) { ${fields.replace('revision', 'revision#N#: revision')} } }`
const explained = `Frames: from the first event to the last frame, ${rounds} rounds in turn; CPU is that of the server. Subscribers are in a process of their own, writers too.
Delay: from sending an append to the log, which a process beside Elo does, to the frame at a subscriber; the bare change stream is one of the driver in the writing process.
Slow ones: 10 sockets that are not read, beside 100 that are; events of 20,000 characters; p99 of the 100 without and with the slow ones, in turn.
Storm: clients of ${returning / 5} customers lose their connections, miss three events of each customer, and come back at once; until the last has its last event. Reads are the finds and aggregations of the whole database meanwhile.
Memory: of the process, after a collection of garbage, for each idle subscriber; and after each minute of traffic, one event in a second to all.
Write cost: median of \`recordMessage\` over HTTP, one after the other, for a customer that no subscriber follows, in turn without and with subscribers.`

await build()
const database = await startBenchDatabase()
const stops = [() => database.stop()]
const subscribers = await startSubscribers()
stops.push(() => subscribers.stop())
const settings = { mongodbUri: database.mongodbUri, subgraphs: {} }
const nodeOptions = [...nodeOptionsOfElo, '--expose-gc', ...options.profiling]

async function started(name: string): Promise<Server> {
  const server = await startServer(name, settings, nodeOptions)
  stops.push(() => server.stop())
  return server
}

try {
  const elo = await started('elo')
  const raw = await started('rawSockets')
  const stock = await started('graphqlWs')
  const needsOthers = [ofDelays.different, ofStorm, ofWrites].some((name) => name.includes(options.only))
  const [writer, ...others] = await seedConversations(elo.url, needsOthers ? 1 + delayed : 1)
  if (!writer) throw new Error('expected a customer, got none')
  const { customerId, phone } = writer
  const otherIds = others.map((other) => other.customerId)
  const text = 'A message of a usual length, as a customer writes it about an order that has not come yet.'
  let written = 0
  const record = async () => {
    written += 1
    const query =
      'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id } userErrors { code } } }'
    const input = recordInput(phone, text, `live-${written}`)
    await askText(elo.url, JSON.stringify({ query, variables: { input } }))
  }
  const open = (
    server: Server,
    sockets: number,
    each: number,
    query: string,
    { isRaw = false, customerIds = [customerId] } = {},
  ) => subscribers.ask({ do: 'open', url: server.url, sockets, perSocket: each, isRaw, query, customerIds })
  const close = () => subscribers.ask({ do: 'close' })

  const table: string[][] = []
  const notes: string[] = []
  const facts: Record<string, unknown> = {}
  function note(name: string, figures: Record<string, number>): void {
    facts[name] = figures
    const texts = Object.entries(figures).map(([what, figure]) => `${what} ${figure.toFixed(2)}`)
    notes.push(`- ${name}: ${texts.join(', ')}`)
    console.log(notes.at(-1))
  }

  function report(name: string, ours: FanOut[], others: FanOut[], other: string): void {
    const median = (values: number[]) => percentile(values, 50)
    const ratio = median(
      ours.map(({ framesPerSecond }, n) => framesPerSecond / (others[n]?.framesPerSecond ?? NaN)),
    )
    const cpuRatio = median(ours.map(({ cpuMicros }, n) => cpuMicros / (others[n]?.cpuMicros ?? NaN)))
    facts[name] = { elo: ours, [other]: others, ratio, cpuRatio }
    table.push([
      name,
      median(ours.map(({ framesPerSecond }) => framesPerSecond)).toFixed(0),
      median(others.map(({ framesPerSecond }) => framesPerSecond)).toFixed(0),
      ratio.toFixed(2),
      median(ours.map(({ cpuMicros }) => cpuMicros)).toFixed(1),
      median(others.map(({ cpuMicros }) => cpuMicros)).toFixed(1),
      cpuRatio.toFixed(2),
    ])
    console.log(table.at(-1)?.join(' | '))
  }

  for (const each of [perSocket, 1]) {
    const name = `${count} equal subscribers, ${each} on each socket, against raw ws`
    if (!name.includes(options.only)) continue
    const ours: FanOut[] = []
    const others: FanOut[] = []
    for (let round = -1; round < rounds; round += 1) {
      await open(elo, count / each, each, equal)
      const measured = await measureFanOut({
        server: elo,
        subscribers,
        send: record,
        events,
        expected: count,
      })
      const { frame } = await subscribers.ask({ do: 'await', frames: 0 })
      await close()
      await open(raw, count / each, each, '', { isRaw: true })
      const send = async () => {
        await fetch(`${raw.url}/?times=${each}`, { method: 'POST', body: frame })
      }
      const compared = await measureFanOut({ server: raw, subscribers, send, events, expected: count })
      await close()
      // The first round warms up.
      if (round < 0) continue
      ours.push(measured)
      others.push(compared)
    }
    report(name, ours, others, 'raw ws')
  }

  /** The rounds of one server with different operations, without the first one, which warms up. */
  async function differentRounds(server: Server, send: () => Promise<void>): Promise<FanOut[]> {
    const measured: FanOut[] = []
    await open(server, different / perSocket, perSocket, differing)
    for (let round = -1; round < rounds; round += 1) {
      const sent = round < 0 || options.isQuick ? 1 : 4
      const figures = await measureFanOut({ server, subscribers, send, events: sent, expected: different })
      if (round >= 0) measured.push(figures)
    }
    await close()
    return measured
  }

  const name = `${different} different operations, ${perSocket} on each socket, against graphql-ws`
  if (name.includes(options.only)) {
    const ours = await differentRounds(elo, record)
    const others = await differentRounds(stock, async () => {
      await fetch(stock.url, { method: 'POST', headers: { 'x-text': text } })
    })
    report(name, ours, others, 'graphql-ws')
  }

  const followed = { [ofDelays.different]: otherIds, [ofDelays.one]: [customerId] }
  for (const [name, customerIds] of Object.entries(followed)) {
    if (!name.includes(options.only)) continue
    await open(elo, delayed, 1, equal, { customerIds })
    const { connection } = database
    const each = delayed / customerIds.length
    note(name, await measureDelay({ connection, subscribers, profileIds: customerIds, each, events: writes }))
    await close()
  }

  if (ofWrites.includes(options.only)) {
    const connect = () => open(elo, count, 1, equal, { customerIds: otherIds })
    note(
      ofWrites,
      await measureWriteCosts({ server: elo, write: record, writes, rounds, connect, disconnect: close }),
    )
  }

  if (ofSlow.includes(options.only)) {
    const { connection } = database
    const given = {
      connection,
      subscribers,
      profileIds: [customerId],
      each: 100,
      events: writes,
      characters: 20_000,
    }
    note(
      ofSlow,
      await measureSlowConsumers({
        rounds,
        delays: () => measureDelay(given),
        connect: () => open(elo, given.each, 1, equal),
        connectSlow: () => open(elo, 10, 1, equal),
        pauseSlow: () => subscribers.ask({ do: 'pause', sockets: 10 }),
        disconnect: close,
      }),
    )
  }

  if (ofStorm.includes(options.only)) {
    const customerIds = otherIds.slice(0, returning / 5)
    await open(elo, returning, 1, equal, { customerIds })
    note(
      ofStorm,
      await measureStorm({ connection: database.connection, subscribers, customerIds, returning }),
    )
    await close()
  }

  if ('memory'.includes(options.only)) {
    const fresh = await started('elo')
    note(
      `memory of ${idle} subscribers with a socket each`,
      await measureMemory({
        ...{ server: fresh, subscribers, idle, minutes, record },
        connect: (sockets) => open(fresh, sockets, 1, equal),
      }),
    )
    await close()
  }

  const head = [
    '',
    'Elo frames/s',
    'other frames/s',
    'ratio',
    'Elo CPU µs/frame',
    'other CPU µs/frame',
    'CPU ratio',
  ]
  if (table.length > 0) console.log(`\n${toTable(head, table)}\n`)
  if (!options.isQuick && options.only === '') {
    const written = await writeReport({
      out: options.out,
      bench: 'live',
      title: 'Subscribers',
      text: `${explained}\n\n${toTable(head, table)}\n\n${notes.join('\n')}\n`,
      facts,
    })
    console.log(`Written to ${written}.md`)
  }
} finally {
  for (const stop of stops.reverse()) await stop()
}
