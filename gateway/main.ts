import '../platform/requireNode.ts'
import { systemClock } from '../platform/clock.ts'
import { connectReplicaSet } from '../platform/connectReplicaSet.ts'
import { createLogger } from '../platform/logger.ts'
import { openInOrder } from '../platform/openInOrder.ts'
import { readConfig } from '../platform/readConfig.ts'
import { runProcess } from '../platform/runProcess.ts'
import { gatewayConfigSchema } from './config.ts'
import { startDoor } from './startDoor.ts'
import type { SubgraphSource } from './subgraphSource.ts'

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
    const starting = startDoor({ config, connection, clock: systemClock, logger, subgraphs })
    const { url } = opened(await starting, (door) => door.stop())
    return { url }
  })
})

function remote(url: string): SubgraphSource {
  return { kind: 'remote', url }
}
