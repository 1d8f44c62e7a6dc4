import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { aContact, aConversation, aMessage, ana } from '../support/chatwoot/chatwootBodies.ts'
import { sampleDeliveries } from '../support/chatwoot/sampleDeliveries.ts'
import { until } from '../support/until.ts'
import { dumpDatabase, type Expected, fixtureFile } from './fixtureFile.ts'
import { askEverything } from './writing/askEverything.ts'
import { createFixtureRecorder } from './writing/fixtureRecorder.ts'
import { type EarlierElo, startEarlier } from './writing/startEarlier.ts'
import { writeIdentities } from './writing/writeIdentities.ts'
import { writeInteractions } from './writing/writeInteractions.ts'

/**
 * Write test/fixtures/upgrade with an earlier version of Elo, given as the folder of its working copy:
 *
 *     git worktree add /tmp/elo-then fa1097d && ln -s "$PWD/node_modules" /tmp/elo-then/node_modules
 *     node --import tsx test/upgrade/writeFixture.ts /tmp/elo-then
 *
 * Everything is written by that version itself, through its graph and its webhook.
 */
const earlier = z.string().parse(process.argv[2])

const folder = await mkdtemp(join(tmpdir(), 'elo-upgrade-'))
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const database = await startDatabase({
  uri: undefined,
  dataDir: folder,
  environment: process.env,
  logger: silent,
})
const uri = new URL(database.uri)
uri.pathname = '/elo'
const connection = await connectDatabase(uri.href)

const expected: Expected = { answers: [], retries: [], streams: [], waiting: [] }

const elo = await startEarlier(earlier, 'main.ts', { MONGODB_URI: uri.href })
await writeEverything(elo)
await elo.stop()

// A gateway whose subgraphs are away stores what is delivered and processes nothing.
const away = Object.fromEntries(
  ['IDENTITY', 'CONVERSATIONS', 'ACTIONS', 'FEEDBACK', 'HISTORY'].map((name) => [
    `${name}_URL`,
    'http://127.0.0.1:9/graphql',
  ]),
)
const gateway = await startEarlier(earlier, 'gateway/main.ts', { MONGODB_URI: uri.href, ...away })
for (const [index, phone] of ['+5511955550001', '+5511955550002'].entries()) {
  const text = `waiting ${index}`
  await gateway.deliver(messageOf(700 + index, phone, text))
  expected.waiting.push({ phone, text })
}
await gateway.stop()

await mkdir(fixtureFile('expected.json').pathname.replace(/[^/]+$/u, ''), { recursive: true })
await writeFile(fixtureFile('database.jsonl'), await dumpDatabase(connection))
await writeFile(fixtureFile('expected.json'), `${JSON.stringify(expected, null, 1)}\n`)
await connection.close()
await database.stop()
await rm(folder, { recursive: true })

async function writeEverything(elo: EarlierElo): Promise<void> {
  for (const { body } of sampleDeliveries().slice(0, 30)) await elo.deliver(body)
  await until('the inbox is processed', async () => {
    const waiting = await connection.collection('webhookInbox').countDocuments({ state: 'received' })
    return waiting === 0
  })
  const recorder = createFixtureRecorder(elo.url, expected)
  const interactions = await writeInteractions(recorder)
  const identities = await writeIdentities(recorder, interactions)
  await askEverything(recorder, { ...interactions, ...identities })
}

function messageOf(number: number, phone: string, content: string): object {
  const contact = aContact({ id: number, phone_number: phone, name: `Contact ${number}` })
  return aMessage({
    id: number,
    content,
    sender: contact,
    conversation: aConversation({
      id: number,
      contact_inbox: { id: number, contact_id: number },
      meta: { sender: { ...contact, type: 'contact' }, assignee: ana, team: null },
    }),
  })
}
