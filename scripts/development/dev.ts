import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openDatabase } from '../../embeddedMongo/openDatabase.ts'
import { createProcessLogger } from '../../platform/process/log/loggerOfProcess.ts'
import { openInOrder } from '../../platform/process/openInOrder.ts'
import { mongodbUri } from '../../platform/process/settings/processConfig.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { runCommand } from '../command/runCommand.ts'

/**
 * Elo for those who change it. The embedded database belongs to this process and not to the Elo that it starts, so a
 * reload waits for Elo alone, and an Elo that is killed in a reload leaves nothing locked.
 */
const usage = `npm run dev

Starts Elo as npm start does, and again whenever a file that it has loaded, or one in schema/, changes. The database keeps
running. Ctrl-C ends both. The settings are those of npm start; .env is read once, at the start.
After a change of the SDL run npm run schema.`

const settings = z.object({ MONGODB_URI: mongodbUri.optional(), ELO_DATA_DIR: z.string().default('.data') })

const watcher = fileURLToPath(import.meta.resolve('tsx/cli'))
const watched = ['--clear-screen=false', '--include', 'schema/*.graphql', 'main.ts']

function watchElo(uri: string): ChildProcess {
  return spawn(process.execPath, [watcher, 'watch', ...watched], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, MONGODB_URI: uri },
    stdio: 'inherit',
  })
}

/** Pass signals on to `child`. Ctrl-C in a terminal reaches it without us, and a second time it would be killed. */
function passSignalsTo(child: ChildProcess): void {
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
}

await runCommand({
  usage,
  options: {},
  async run() {
    const { MONGODB_URI: uri, ELO_DATA_DIR: folder } = readConfig(settings, process.env)
    const logger = createProcessLogger('dev', process.env)
    const dev = await openInOrder(async (opened) => {
      const database = await openDatabase({ uri, folder, environment: process.env, logger }, opened)
      return { child: watchElo(database.uri), lost: database.lost }
    })
    passSignalsTo(dev.child)
    let exitCode = 0
    void dev.lost.then(({ message }) => {
      logger.fatal({ event: 'failed' }, message)
      exitCode = 1
      dev.child.kill('SIGTERM')
    })
    await once(dev.child, 'exit')
    await dev.stop()
    return exitCode
  },
})
