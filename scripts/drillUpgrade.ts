import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmbeddedMongo } from '../embeddedMongo/startEmbeddedMongo.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { type Opened, openInOrder } from '../platform/process/openInOrder.ts'
import { runCommand } from './command/runCommand.ts'
import { createFollower } from './drill/createFollower.ts'
import { startWriters } from './drill/startWriters.ts'
import { areSame, createFindings } from './drill/findings.ts'
import { openDrillFolder } from './drill/openDrillFolder.ts'
import { readHistory } from './drill/readHistory.ts'
import { startElo } from './drill/startElo.ts'
import { untilAtLeast } from './drill/untilAtLeast.ts'

/** Runs an earlier version and this one side by side, and moves clients from one to the other. */
const usage = `npm run drill:upgrade
npm run drill:upgrade -- --from REF

Starts the version of a commit on a database of its own, with writers and clients that follow customers; starts this
version beside it; moves writers and clients to it, back, and to it again; ends the earlier version; and checks that each
client got every message once and in order. Nothing of yours is touched. The exit code is 0 when all is as it must be,
else 1.

  --from       a commit or tag with the same dependencies; the commit before the last one by default
  --customers  how many are written to and followed; 8 by default
  --messages   how many are recorded between two moves; 200 by default`

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

await runCommand({
  usage,
  options: {
    from: { type: 'string', default: 'HEAD~1' },
    customers: { type: 'string', default: '8' },
    messages: { type: 'string', default: '200' },
  },
  async run({ values }) {
    const done = await openInOrder(async (opened) => {
      const folder = await openDrillFolder(opened)
      const earlier = join(folder, 'earlier')
      await run('git', ['worktree', 'add', '--detach', earlier, values.from], { cwd: root })
      opened(earlier, (tree) => run('git', ['worktree', 'remove', '--force', tree], { cwd: root }))
      await symlink(join(root, 'node_modules'), join(earlier, 'node_modules'))
      return { exitCode: await drill({ folder, earlier, ...values }, opened) }
    })
    await done.stop()
    return done.exitCode
  },
})

async function drill(
  options: { folder: string; earlier: string; from: string; customers: string; messages: string },
  opened: Opened,
): Promise<number> {
  const found = createFindings()
  const logger = createLogger({ level: 'warn', name: 'drill' })
  const starting = startEmbeddedMongo({ environment: process.env, logger })
  const { uri } = opened(await starting, (open) => open.stop())
  const start = async (version: string) => {
    const settings = { MONGODB_URI: uri, ELO_DATA_DIR: join(options.folder, 'data') }
    return opened(await startElo(version, settings), (elo) => elo.stop())
  }

  const earlier = await start(options.earlier)
  const writers = await startWriters(earlier.url, Number(options.customers))
  const followers = new Map(writers.customerIds.map((id) => [id, createFollower(id, earlier.url)]))
  const writeMore = (what: string) =>
    untilAtLeast(what, writers.count, writers.count() + Number(options.messages))
  /** Clients move one after the other, while the writers write. */
  async function move(name: string, url: string): Promise<void> {
    for (const follower of followers.values()) {
      await follower.stop()
      follower.goOn(url)
    }
    writers.moveTo(url)
    await writeMore(name)
    found.say(`${name}: ${writers.count()} messages`)
  }

  await writeMore(`on ${options.from}`)
  const present = await start(root)
  found.say(`this version runs beside ${options.from}`)
  await move('on this version', present.url)
  await move(`back on ${options.from}`, earlier.url)
  await move('on this version again', present.url)
  await earlier.stop()
  await writeMore(`without ${options.from}`)
  await writers.stop()

  for (const [id, follower] of followers) {
    const acknowledged = (writers.acknowledged.get(id) ?? []).map((message) => message.id)
    await follower.hasSeen(acknowledged.at(-1) ?? '')
    await follower.stop()
    found.expect(
      areSame(follower.seen, acknowledged),
      `${id}: the client got all ${acknowledged.length} messages once and in order`,
    )
    const { messages } = await readHistory(present.url, id)
    found.expect(areSame(messages, acknowledged), `${id}: the history has them, and no others`)
  }
  return found.end()
}
