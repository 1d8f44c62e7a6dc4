import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { EmbeddedMongoOptions, Environment } from './embeddedMongoOptions.ts'
import { findMongod, type FoundMongod } from './obtain/findMongod.ts'
import { keepMongodRunning } from './keepMongodRunning.ts'
import { openReplicaSet } from './openReplicaSet.ts'
import { runOnDataFolder } from './runOnDataFolder.ts'

export interface EmbeddedMongo {
  /** The address of the replica set; transactions and change streams work on it. */
  uri: string
  version: string
  source: FoundMongod['source']
  /** Resolves, with the reason, when the server has ended and could not be started again; otherwise never. */
  lost: Promise<Error>
  /** Shuts the server down and removes a temporary folder. May be called again. */
  stop: () => Promise<void>
}

const replicaSet = 'elo'

/**
 * Starts a real mongod of our own, as a replica set of one member that 127.0.0.1 alone can reach, and answers
 * when it takes writes. Where the mongod comes from is `findMongod`'s promise. It dies with this process, also
 * when that is killed with `kill -9`, and its data is good for the next start. A mongod that ends by itself is
 * started again at the same address. Throws when no mongod can be found, when it cannot open the data, and when
 * `dataDir` is in use by another process that lives.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { environment, logger } = options
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded database runs on Linux and macOS. Set MONGODB_URI to a MongoDB replica set.',
    )
  }
  const { path: binary, source } = await findMongod(options)
  const data = await openDataFolder(options.dataDir, environment)
  const { dataDir, isTemporary } = data

  async function runOnce(port?: number) {
    const running = await runOnDataFolder({ binary, dataDir, isTemporary, replicaSet, environment, port })
    const gone = running.exited.then((exit) => {
      throw exit
    })
    try {
      const { version } = await Promise.race([openReplicaSet(running.port, replicaSet), gone])
      return { ...running, version }
    } catch (error) {
      await running.stop()
      throw error
    }
  }

  try {
    const first = await runOnce()
    const { port, version, pid } = first
    const uri = `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSet}`
    logger.info({ uri, version, dataDir, mongodPid: pid }, 'Embedded database: ready.')
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
  // What customers said is nobody else's to read on this machine.
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  return { dataDir, isTemporary: false, close: async () => undefined }
}
