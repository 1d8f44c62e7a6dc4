import '../platform/process/requireNode.ts'
import { systemClock } from '../platform/process/clock.ts'
import { connectReplicaSet } from '../platform/mongo/connectReplicaSet.ts'
import { createLogger } from '../platform/process/logger.ts'
import { openInOrder } from '../platform/process/openInOrder.ts'
import { readConfig } from '../platform/process/readConfig.ts'
import { runProcess } from '../platform/process/runProcess.ts'
import { gatewayConfigSchema } from './config.ts'
import { startGatewayAndIntake } from './startGateway.ts'
import type { SubgraphSource } from './subgraphs/subgraphSource.ts'

await runProcess(createLogger({ level: 'info', name: 'gateway' }), async () => {
  const config = readConfig(gatewayConfigSchema, process.env)
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'gateway' })
  return openInOrder(async (opened) => {
    const connection = opened(await connectReplicaSet(config.MONGODB_URI), (open) => open.close())
    const subgraphs = {
      identity: remote(config.IDENTITY_URL),
      conversations: remote(config.CONVERSATIONS_URL),
      actions: remote(config.ACTIONS_URL),
      feedback: remote(config.FEEDBACK_URL),
      history: remote(config.HISTORY_URL),
    }
    const starting = startGatewayAndIntake({ config, connection, clock: systemClock, logger, subgraphs })
    const { url } = opened(await starting, (door) => door.stop())
    return { url }
  })
})

function remote(url: string): SubgraphSource {
  return { kind: 'remote', url }
}
