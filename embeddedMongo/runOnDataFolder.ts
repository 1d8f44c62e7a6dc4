import { setTimeout as delay } from 'node:timers/promises'
import { createDataFolderOwner } from './dataFolderOwner.ts'
import type { DatabaseKey } from './databaseKey.ts'
import type { Environment } from './embeddedMongoOptions.ts'
import { freePort } from './freePort.ts'
import { MongodExit } from './mongodExit.ts'
import { runMongod, type RunningMongod } from './runMongod.ts'
import { StartError } from '../platform/process/startError.ts'

const waitMs = 30_000
const retryMs = 100

/**
 * Runs a mongod on a data folder, at `port` or else at a free one. When a mongod of a killed Elo still uses the folder,
 * waits until it has ended, at most 30 s. When a running Elo uses the folder, throws at once and names that process.
 */
export async function runOnDataFolder(options: {
  binary: string
  dataDir: string
  isTemporary: boolean
  replicaSet: string
  key: DatabaseKey
  environment: Environment
  port?: number | undefined
}): Promise<RunningMongod & { port: number }> {
  const { dataDir } = options
  const owner = createDataFolderOwner(dataDir)
  // Before the start, so that another start finds the first owner. A record is kept while its process is alive. Its
  // process id may belong to another program by now, so only mongod's own lock decides.
  if ((await owner.otherAlive()) === null) await owner.claim()

  const deadline = Date.now() + waitMs
  let portsLeft = options.port === undefined ? 5 : 1
  for (;;) {
    const port = options.port ?? (await freePort())
    try {
      const running = await runMongod({ ...options, port })
      await owner.claim()
      const exited = running.exited.then(async (exit) => {
        await owner.release().catch(() => undefined)
        return exit
      })
      return { ...running, exited, port }
    } catch (error) {
      if (!(error instanceof MongodExit)) throw error
      if (error.isDataInUse) await waitUntilFree(error)
      else if (!error.isPortInUse || (portsLeft -= 1) === 0)
        throw new StartError(cannotStart(dataDir, error), { cause: error })
    }
  }

  async function waitUntilFree(cause: MongodExit): Promise<void> {
    const elo = await owner.otherAlive()
    if (elo !== null) throw new StartError(inUse(dataDir, `the Elo with process id ${elo}`), { cause })
    if (Date.now() > deadline) throw new StartError(inUse(dataDir, 'another mongod'), { cause })
    await delay(retryMs)
  }
}

function cannotStart(dataDir: string, { message }: MongodExit): string {
  const advice =
    'If another version of MongoDB wrote the folder, use that version again or choose another folder.'
  return `The embedded database could not start on ${dataDir}: ${message} ${advice}`
}

function inUse(dataDir: string, who: string): string {
  return `The data folder ${dataDir} is in use by ${who}. Stop that one, or choose another folder.`
}
