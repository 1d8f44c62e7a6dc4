import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { z } from 'zod'
import { askForData } from '../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'
import { until } from '../../support/until.ts'
import { type Others, startOthers } from './others.ts'

const useSchema = z.object({
  event: z.literal('use'),
  /** The size of the heap after a garbage collection. */
  heapBytes: z.number(),
  /** The most memory that the process ever had. */
  peakBytes: z.number(),
  /** CPU times in one piece of at least 25 ms, each of which blocks all other callers. */
  stretchesMs: z.array(z.number()),
})
export type Use = z.infer<typeof useSchema>

/** Elo in one process with a small heap, a customer with a hundred messages, and other callers. */
export type Target = {
  url: string
  elo: EloProcess
  database: TestDatabase
  others: Others
  customerId: string
  messageId: string
  /** The log lines since the start or the last `forgetLog`, without those of the others. */
  logLines(): string[]
  forgetLog(): void
  /** Its use since the last call. */
  use(): Promise<Use>
  end(): Promise<void>
  /** The processes whose work belongs to the attack: its own, the database's, the others'. */
  pids: readonly number[]
}

const command = [
  '--expose-gc',
  '--max-semi-space-size=64',
  '--max-old-space-size=512',
  ...['--import', 'tsx', '--import', './test/hostile/support/reportUse.ts'],
  'main.ts',
]
const messages = 100
const recorded = z.object({
  recordMessage: z.object({ message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }) }),
})
const record = `mutation ($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id customer { id } } userErrors { message } }
}`

/** Record all messages of the customer but the last, which is recorded when a process under attack starts. */
export async function recordMessages(url: string): Promise<void> {
  for (let n = 1; n < messages; n += 1) await recordMessage(url, `message ${n}`)
}

/** Record a message of the customer. */
async function recordMessage(url: string, text: string): Promise<{ id: string; customerId: string }> {
  const input = {
    customer: { identifiers: [{ type: 'PHONE', value: '+5511961110001' }] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER' },
    text,
  }
  const { recordMessage } = await askForData(recorded, url, record, { input })
  return { id: recordMessage.message.id, customerId: recordMessage.message.customer.id }
}

/** Start it on a database of its own. */
export async function startTarget(database: TestDatabase): Promise<Target> {
  const elo = await startEloProcess(
    { MONGODB_URI: database.uri, ELO_DATA_DIR: '/tmp/elo-hostile', CHATWOOT_ACCEPT_UNSIGNED: 'true' },
    command,
  )
  const { id, customerId } = await recordMessage(elo.url, 'the last')
  const others = await startOthers(elo.url, customerId)
  const status: unknown = await database.connection.db?.admin().serverStatus()
  const { pid } = z.object({ pid: z.coerce.number() }).parse(status)
  let forgotten = 0

  function uses(): Use[] {
    const lines = elo.log().matchAll(/^\{"event":"use".*\}$/gmu)
    return [...lines].map(([line]) => useSchema.parse(JSON.parse(line)))
  }

  return {
    url: elo.url,
    elo,
    database,
    others,
    customerId,
    messageId: id,
    pids: [process.pid, elo.process.pid ?? 0, others.pid, pid],
    logLines: () =>
      elo
        .log()
        .slice(forgotten)
        .split('\n')
        .filter((line) => line !== '' && !/"name":"Other"|"event":"use"/u.test(line)),
    forgetLog() {
      forgotten = elo.log().length
    },
    async end() {
      await others.stop()
      await elo.end('SIGKILL')
    },
    async use() {
      const before = uses().length
      elo.process.kill('SIGUSR2')
      await until('the process prints its use', () => uses().length > before || elo.process.exitCode !== null)
      const use = uses()[before]
      if (!use) throw new Error(`the process ended: ${elo.log().slice(-300)}`)
      return use
    },
  }
}

/** A database for a test file, filled once; and a process for each of its tests, ended after it. */
export function useTarget({
  name,
  seed = async () => undefined,
  oneForAll = false,
}: {
  /** The name of the database. */
  name: string
  seed?: (database: TestDatabase) => Promise<void>
  /** One process for the whole file, for tests that do not load it. */
  oneForAll?: boolean
}): () => Target {
  let database: TestDatabase
  let target: Target | null = null

  beforeAll(async () => {
    database = await openTestDatabase(inject('mongodbUri'), name)
    await database.connection.dropDatabase()
    const elo = await startEloProcess({ MONGODB_URI: database.uri, ELO_DATA_DIR: '/tmp/elo-hostile' })
    await recordMessages(elo.url)
    await elo.end('SIGTERM')
    await seed(database)
  })
  afterAll(() => database.drop())
  const [before, after] = oneForAll ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(async () => {
    target = await startTarget(database)
  })
  after(() => target?.end())

  return () => {
    if (!target) throw new Error('no process under attack is running')
    return target
  }
}
