import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connection } from 'mongoose'
import { createHashStore } from '../audit/tree/hashStore.ts'
import { startEmbeddedMongo } from '../embeddedMongo/startEmbeddedMongo.ts'
import { connectDatabase } from '../platform/mongo/database.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { type Opened, openInOrder } from '../platform/process/openInOrder.ts'
import { runCommand } from './command/runCommand.ts'
import { compareAudit, compareCustomer, compareFeed, comparePointInTime } from './drill/compareRestored.ts'
import { copyDatabase, restoreDatabase } from './drill/copyDatabase.ts'
import { startWriters } from './drill/startWriters.ts'
import { createFindings } from './drill/findings.ts'
import { openDrillFolder } from './drill/openDrillFolder.ts'
import { feedPosition } from './drill/readFeed.ts'
import { type History, readHistory } from './drill/readHistory.ts'
import { type StartedElo, startElo } from './drill/startElo.ts'
import { untilAtLeast } from './drill/untilAtLeast.ts'

/** Copies a database while it is written to, restores it elsewhere, and compares both. */
const usage = `npm run drill:backup

Starts Elo on a database of its own, with writers; copies the database at one point in time while they write; restores
the copy into an empty replica set; starts Elo on it; and compares histories, cursors, streams, idempotency keys and the
audit trail. Nothing of yours is touched. The exit code is 0 when all is as it must be, else 1.

  --customers  how many are written to; 8 by default
  --messages   how many are recorded before the copy begins; 400 by default`

const root = fileURLToPath(new URL('..', import.meta.url))

await runCommand({
  usage,
  options: {
    customers: { type: 'string', default: '8' },
    messages: { type: 'string', default: '400' },
  },
  async run({ values }) {
    const done = await openInOrder(async (opened) => {
      const folder = await openDrillFolder(opened)
      return { exitCode: await drill(folder, Number(values.customers), Number(values.messages), opened) }
    })
    await done.stop()
    return done.exitCode
  },
})

async function drill(folder: string, customers: number, messages: number, opened: Opened): Promise<number> {
  const found = createFindings()
  const source = await startSet(join(folder, 'source'), opened)
  const elo = await startOn(source, opened)
  const writers = await startWriters(elo.url, customers)
  await untilAtLeast('messages', writers.count, messages)
  const before = new Map<string, History>()
  for (const id of writers.customerIds) before.set(id, await readHistory(elo.url, id))
  const position = await feedPosition(elo.url)
  const known = new Set([...writers.acknowledged.values()].flat().map(({ id }) => id))
  const witness = (await createHashStore(source.connection).newestCheckpoint())?.text ?? null

  const beganAt = performance.now()
  const copy = await copyDatabase(source.connection, join(folder, 'copy'))
  found.say(`copied ${copy.documents} documents, ${copy.bytes} bytes, in ${msSince(beganAt)} ms`)
  await untilAtLeast('messages after the copy', writers.count, writers.count() + messages / 2)
  await writers.stop()

  const target = await startSet(join(folder, 'target'), opened)
  const restoringAt = performance.now()
  await restoreDatabase(target.connection, join(folder, 'copy'))
  found.say(`restored in ${msSince(restoringAt)} ms`)
  // The key of checkpoints is a file, not in the database.
  await copyFile(join(source.dataDir, 'audit.key'), join(target.dataDir, 'audit.key'))
  const restored = await startOn(target, opened)

  const kept = new Set<string>()
  for (const id of before.keys())
    for (const each of (await readHistory(restored.url, id)).messages) kept.add(each)
  comparePointInTime(found, [...writers.acknowledged.values()].flat(), kept, beganAt)
  for (const [id, history] of before)
    await compareCustomer(found, id, { source: elo.url, restored: restored.url }, history)
  const [customerId = ''] = writers.customerIds
  await compareFeed(found, restored.url, position, { known, kept, customerId })
  await compareAudit(found, target.connection, join(target.dataDir, 'audit.key'), witness)
  return found.end()
}

type StartedSet = { uri: string; connection: Connection; dataDir: string }

/** A new, empty replica set, and a folder for what an Elo on it keeps beside it. */
async function startSet(dataDir: string, opened: Opened): Promise<StartedSet> {
  const logger = createLogger({ level: 'warn', name: 'drill' })
  const starting = startEmbeddedMongo({ environment: process.env, logger })
  const { uri } = opened(await starting, (open) => open.stop())
  const connection = opened(await connectDatabase(uri), (open) => open.close())
  await mkdir(dataDir)
  return { uri, connection, dataDir }
}

async function startOn({ uri, dataDir }: StartedSet, opened: Opened): Promise<StartedElo> {
  return opened(await startElo(root, { MONGODB_URI: uri, ELO_DATA_DIR: dataDir }), (elo) => elo.stop())
}

function msSince(time: number): number {
  return Math.round(performance.now() - time)
}
