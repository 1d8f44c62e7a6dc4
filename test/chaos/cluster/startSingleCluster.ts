import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { type Cluster, joinedEvents, webhookSecret } from './cluster.ts'
import { createKeys } from './createKeys.ts'
import { startMongoSet } from './mongoSet.ts'

/** All of Elo in one process, from its sources, on a replica set of its own. */
export async function startSingleCluster(memberCount: 1 | 3): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'elo-chaos-keys-'))
  await mkdir(join(folder, 'keys'), { mode: 0o700 })
  const database = await startMongoSet(memberCount)
  const port = await freePort()
  const environment = {
    PORT: String(port),
    LOG_LEVEL: 'info',
    MONGODB_URI: database.uri,
    ELO_KEYS_DIR: join(folder, 'keys'),
    ELO_DATA_DIR: folder,
    CHATWOOT_WEBHOOK_SECRET: webhookSecret,
    ELO_JOINED_EVENTS: joinedEvents,
  }
  let elo: EloProcess | null = null
  const start = async () => void (elo = await startEloProcess(environment))
  const url = `http://127.0.0.1:${port}`

  function running(): EloProcess {
    if (!elo) throw new Error('expected a running process')
    return elo
  }

  async function stop(): Promise<void> {
    await elo?.end('SIGKILL')
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    gatewayUrls: () => [url],
    intakeUrl: () => url,
    newKeys: (lane) => createKeys(environment.ELO_KEYS_DIR, lane, [url]),
    processes: ['elo'],
    process: running,
    start,
    database,
    stop,
  }
}
