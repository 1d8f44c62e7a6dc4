import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startComposedElo } from '../../support/composedElo.ts'
import { type Cluster, joinedEvents, webhookSecret } from './cluster.ts'
import { createKeys } from './createKeys.ts'
import { startMongoSet } from './mongoSet.ts'

const run = promisify(execFile)
const root = new URL('../../../', import.meta.url)
const gateways = ['gateway-1', 'gateway-2']
const others = ['identity', 'conversations', 'actions', 'feedback', 'history', 'intake']

/** The services of docker-compose.yml as processes of the built code, on a replica set of three members. */
export async function startDistributedCluster(memberCount: 1 | 3): Promise<Cluster> {
  await run('npm', ['run', '--silent', 'build'], { cwd: root })
  const database = await startMongoSet(memberCount)
  const elo = await startComposedElo(database.uri, {
    CHATWOOT_WEBHOOK_SECRET: webhookSecret,
    ELO_JOINED_EVENTS: joinedEvents,
    ELO_SERVICE_SECRET: 'the service secret of the chaos suite',
  })
  const gatewayUrls = () => gateways.map((name) => elo.url(name))
  return {
    gatewayUrls,
    intakeUrl: () => elo.url('intake'),
    newKeys: (lane) => createKeys(elo.keysDir, lane, gatewayUrls()),
    processes: [...gateways, ...others],
    process: (name) => elo.process(name),
    start: (name) => elo.start(name),
    database,
    async stop() {
      await Promise.all([...gateways, ...others].map((name) => elo.process(name).end('SIGKILL')))
      await elo.stop()
      await database.stop()
    },
  }
}
