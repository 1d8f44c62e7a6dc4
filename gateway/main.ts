import { systemClock } from '../platform/clock.ts'
import { connectDatabase } from '../platform/database.ts'
import { createLogger } from '../platform/logger.ts'
import { readConfig } from '../platform/readConfig.ts'
import { runProcess } from '../platform/runProcess.ts'
import { gatewayConfigSchema } from './config.ts'
import { startDoor } from './startDoor.ts'

await runProcess(createLogger({ level: 'info', name: 'gateway' }), async () => {
  const config = readConfig(gatewayConfigSchema, process.env)
  const connection = await connectDatabase(config.MONGODB_URI)
  const door = await startDoor({
    config,
    connection,
    clock: systemClock,
    logger: createLogger({ level: config.LOG_LEVEL, name: 'gateway' }),
    subgraphs: {
      identity: { kind: 'remote', url: config.IDENTITY_URL },
      conversations: { kind: 'remote', url: config.CONVERSATIONS_URL },
      actions: { kind: 'remote', url: config.ACTIONS_URL },
      feedback: { kind: 'remote', url: config.FEEDBACK_URL },
      history: { kind: 'remote', url: config.HISTORY_URL },
    },
  })
  return {
    url: door.url,
    async stop() {
      await door.stop()
      await connection.close()
    },
  }
})
