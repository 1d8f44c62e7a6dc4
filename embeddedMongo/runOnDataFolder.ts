import { setTimeout as delay } from 'node:timers/promises'
import { createDataFolderOwner } from './dataFolderOwner.ts'
import type { Environment } from './embeddedMongoOptions.ts'
import { freePort } from './freePort.ts'
import { isAlive } from './isAlive.ts'
import { MongodExit } from './mongodExit.ts'
import { runMongod, type RunningMongod } from './runMongod.ts'

/**
 * Runs a mongod on a data folder, at `port` or else a free one. One that is still leaving the folder, because its Elo
 * was killed, is waited for (at most 30 s); one whose Elo lives is an error at once, which names that Elo.
 */
export async function runOnDataFolder(options: {
  binary: string
  dataDir: string
  isTemporary: boolean
  replicaSet: string
  environment: Environment
  port?: number | undefined
}): Promise<RunningMongod & { port: number }> {
  const { dataDir } = options
  const owner = createDataFolderOwner(dataDir)
  // Before the start, so that another start sees who came first; a living owner's name stays until it is known
  // to be gone. Its process id may by now be another program's, so only mongod's own lock decides.
  if ((await owner.otherAlive()) === null) await owner.claim()

  const deadline = Date.now() + 30_000
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
        throw new Error(cannotStart(dataDir, error), { cause: error })
    }
  }

  async function waitUntilFree(cause: MongodExit): Promise<void> {
    const elo = await owner.otherAlive()
    if (elo !== null) throw new Error(inUse(dataDir, `the Elo with process id ${elo}`), { cause })
    const mongod = await owner.lockedBy()
    if (Date.now() > deadline) {
      const who = mongod === null ? 'another mongod' : `a mongod that its lock file calls process ${mongod}`
      throw new Error(inUse(dataDir, who), { cause })
    }
    // Looked at anew a few times a second: an owner may only now have written its name.
    const lookAgainAt = Date.now() + 250
    do await delay(25)
    while (mongod !== null && isAlive(mongod) && Date.now() < lookAgainAt)
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
