import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicKey } from 'node:crypto'
import { inject } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '../../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../../gateway/authentication/keys/keyFolder.ts'
import { audience, createIssuer, inSeconds, issuer } from '../../gateway/authentication/issuer.ts'
import { askForData } from '../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'
import { until } from '../../support/until.ts'
import type { Facts } from './attack.ts'

/** Elo in one process with sign-in, and one subgraph as a process of its own, over one database. */
export type CorpusTarget = {
  facts: Facts
  elo: EloProcess
  subgraph: EloProcess
  database: TestDatabase
  /** Commands that requests made subgraphs send and that MongoDB has carried out since a time. */
  commandsSince(time: Date): Promise<number>
  /** The size of the heap after a garbage collection. */
  heapBytes(): Promise<number>
  stop(): Promise<void>
}

const webhookSecret = 'the secret of the webhooks of the corpus'
const serviceSecret = 'the service secret of the processes of the corpus'
const run = ['--expose-gc', '--max-semi-space-size=64', '--max-old-space-size=512', '--import', 'tsx']
const useSchema = z.object({ heapBytes: z.number() })
const collections =
  'profiles|identifiers|interactions|conversations|reservedIdentifiers|profileLinks|identityActs'

/** Start it on a database of this name, which is dropped first. */
export async function startCorpusTarget(name: string): Promise<CorpusTarget> {
  const database = await openTestDatabase(inject('mongodbUri'), name)
  await database.connection.dropDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'elo-corpus-'))
  const [own, foreign] = [await createIssuer(), await createIssuer()]
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [own.publicKey] }))
  const keys = createKeyFolder(join(folder, 'keys'))
  await mkdir(join(folder, 'keys'), { mode: 0o700 })
  const now = new Date()
  const revoked = createApiKey({
    name: 'revoked',
    role: 'admin',
    now,
    expiresAt: new Date(now.getTime() + 60_000),
  })
  await keys.write({ ...revoked.stored, revokedAt: now.toISOString() })
  const expired = createApiKey({
    name: 'expired',
    role: 'admin',
    now,
    expiresAt: new Date(now.getTime() - 1_000),
  })
  await keys.write(expired.stored)

  const [elo, subgraph] = await Promise.all([
    startEloProcess(
      {
        MONGODB_URI: database.uri,
        ELO_DATA_DIR: join(folder, 'data'),
        ELO_KEYS_DIR: join(folder, 'keys'),
        ELO_JWT_KEYS: join(folder, 'jwks.json'),
        ELO_JWT_ISSUER: issuer,
        ELO_JWT_AUDIENCE: audience,
        CHATWOOT_WEBHOOK_SECRET: webhookSecret,
        CHATWOOT_ACCOUNTS: '1',
        // One caller sends the whole corpus.
        ELO_COST_PER_MINUTE: '100000000',
        ELO_DOCUMENT_CHARACTERS: '100000000',
      },
      [...run, '--import', './test/hostile/support/reportUse.ts', 'main.ts'],
    ),
    startEloProcess({ MONGODB_URI: database.uri, ELO_SERVICE_SECRET: serviceSecret }, [
      ...['--import', 'tsx'],
      'subgraphs/history/main.ts',
    ]),
  ])
  const token = await own.token({ elo_role: 'admin', exp: inSeconds(3_600) })
  const facts: Facts = {
    ...(await seed(elo.url, token)),
    url: elo.url,
    subgraphUrl: subgraph.url,
    token,
    tokenWith: (payload, header) => own.token(payload, header),
    foreignToken: (payload, header) => foreign.token(payload, header),
    publicKeyPem: createPublicKey({ key: { ...own.publicKey }, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString(),
    revokedKey: revoked.key,
    expiredKey: expired.key,
    webhookSecret,
    serviceSecret,
  }
  const { db } = database.connection
  if (!db) throw new Error('expected a connected database')
  await db.command({ profile: 2 })
  const ofSubgraphs = {
    ns: { $regex: `\\.(${collections})$` },
    // Not the search for overdue commitments, which is due every 15 seconds.
    'command.sort': { $ne: { 'body.dueAt': 1 } },
  }
  const uses = () => [...elo.log().matchAll(/^\{"event":"use".*\}$/gmu)].map(([line]) => line)

  return {
    facts,
    elo,
    subgraph,
    database,
    commandsSince: (time) =>
      db.collection('system.profile').countDocuments({ ...ofSubgraphs, ts: { $gte: time } }),
    async heapBytes() {
      const before = uses().length
      elo.process.kill('SIGUSR2')
      await until('the process prints its use', () => uses().length > before)
      return useSchema.parse(JSON.parse(uses()[before] ?? '')).heapBytes
    },
    async stop() {
      await Promise.all([elo.end('SIGKILL'), subgraph.end('SIGKILL')])
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

const recorded = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }),
  }),
})
const opened = z.object({ recordConversation: z.object({ conversation: z.object({ id: z.string() }) }) })
const page = z.object({
  customer: z.object({
    history: z.object({ streamCursor: z.string(), edges: z.array(z.object({ cursor: z.string() })) }),
  }),
})

/** Two customers with a message each; the other one has a conversation too. */
async function seed(url: string, key: string) {
  const address = { url, key }
  async function record(phone: string) {
    const input = {
      customer: { identifiers: [{ type: 'PHONE', value: phone }] },
      channel: 'WHATSAPP',
      actor: { kind: 'CUSTOMER' },
      text: `from ${phone}`,
    }
    const { recordMessage } = await askForData(
      recorded,
      address,
      'mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id customer { id } } userErrors { message } } }',
      { input },
    )
    return recordMessage.message
  }

  const own = await record('+5511961110001')
  const other = await record('+5511961110002')
  const { recordConversation } = await askForData(
    opened,
    address,
    'mutation ($input: RecordConversationInput!) { recordConversation(input: $input) { conversation { id } userErrors { message } } }',
    {
      input: {
        customer: { id: other.customer.id },
        channel: 'WHATSAPP',
        source: { system: 'desk', externalId: '1' },
      },
    },
  )
  const { customer } = await askForData(
    page,
    address,
    'query ($id: ID!) { customer(id: $id) { history(last: 5) { streamCursor edges { cursor } } } }',
    { id: other.customer.id },
  )
  return {
    customerId: own.customer.id,
    messageId: own.id,
    otherCustomerId: other.customer.id,
    otherConversationId: recordConversation.conversation.id,
    otherStreamCursor: customer.history.streamCursor,
    otherPageCursor: customer.history.edges[0]?.cursor ?? '',
  }
}
