import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDatabaseKey, uriWith, withoutKey } from './databaseKey.ts'
import type { EmbeddedMongoOptions, Environment } from './embeddedMongoOptions.ts'
import { findMongod, type FoundMongod } from './obtain/findMongod.ts'
import { keepMongodRunning } from './keepMongodRunning.ts'
import { openReplicaSet } from './openReplicaSet.ts'
import { runOnDataFolder } from './runOnDataFolder.ts'
import { StartError } from '../platform/process/startError.ts'

export type EmbeddedMongo = {
  /** The address of the replica set, which has transactions and change streams. It holds its password. */
  uri: string
  version: string
  source: FoundMongod['source']
  /** Resolves, with the reason, when mongod has ended and could not be started again; otherwise it never settles. */
  lost: Promise<Error>
  /** Shuts mongod down and removes a temporary data folder. May be called again. */
  stop: () => Promise<void>
}

const replicaSet = 'elo'

/**
 * Starts a mongod as a replica set of one member, reachable at 127.0.0.1 only, with a new password, and resolves when it accepts writes. See
 * `findMongod` for where the program comes from. mongod ends when this process ends, also by `kill -9`, and its data is
 * valid for the next start. When mongod ends unexpectedly, it is started again at the same address. Throws when no
 * mongod can be found, when it cannot open the data, and when another running process uses `dataDir`.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { environment, logger } = options
  if (process.platform === 'win32') {
    throw new StartError(
      'The embedded database runs on Linux and macOS. Set MONGODB_URI to a MongoDB replica set.',
    )
  }
  const { path: binary, source } = await findMongod(options)
  const data = await openDataFolder(options.dataDir, environment)
  const { dataDir, isTemporary } = data
  const key = createDatabaseKey()

  async function runOnce(port?: number) {
    const folder = { dataDir, isTemporary, replicaSet, key }
    const running = await runOnDataFolder({ ...folder, binary, environment, port })
    const gone = running.exited.then((exit) => {
      throw exit
    })
    try {
      const { version } = await Promise.race([openReplicaSet(running.port, replicaSet, key), gone])
      return { ...running, version }
    } catch (error) {
      await running.stop()
      throw error
    }
  }

  try {
    const first = await runOnce()
    const { port, version, pid } = first
    const uri = uriWith(key, port, { replicaSet })
    logger.info({ uri: withoutKey(uri), version, dataDir, mongodPid: pid }, 'Embedded database: ready.')
    const { lost, stop } = keepMongodRunning({ first, startAgain: () => runOnce(port), logger })
    return {
      uri,
      version,
      source,
      lost,
      async stop() {
        await stop()
        await data.close()
      },
    }
  } catch (error) {
    await data.close()
    throw error
  }
}

async function openDataFolder(named: string | undefined, environment: Environment) {
  if (named === undefined) {
    const dataDir = await mkdtemp(join(environment['TMPDIR'] || tmpdir(), 'elo-mongo-'))
    return { dataDir, isTemporary: true, close: () => rm(dataDir, { recursive: true, force: true }) }
  }
  const dataDir = resolve(named)
  // The data is personal: no other user of this machine may read it.
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  // Also when an earlier version, or somebody else, made it.
  await chmod(dataDir, 0o700)
  return { dataDir, isTemporary: false, close: async () => undefined }
}
