import { configSchema } from '../../config.ts'
import { gatewayConfigSchema } from '../../gateway/config.ts'
import { startGatewayAndIntake } from '../../gateway/startGateway.ts'
import { systemClock } from '../../platform/process/clock.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { createLogger } from '../../platform/process/logger.ts'
import { readConfig } from '../../platform/process/readConfig.ts'
import { subgraphConfigSchema, startSubgraph } from '../../subgraphs/startSubgraph.ts'
import { start } from '../../server.ts'
import { createHistorySubgraph } from '../../subgraphs/history/subgraph.ts'

/**
 * Start what the first argument names by a configuration with which it cannot start, and print why it did not. Nothing
 * ends this process: it ends by itself when nothing is open any more.
 */
const starts: Record<string, () => Promise<unknown>> = {
  elo: async () => start(readConfig(configSchema, process.env), process.env),
  subgraph: async () =>
    startSubgraph(readConfig(subgraphConfigSchema('history'), process.env), 'history', createHistorySubgraph),
  async gateway() {
    const config = readConfig(gatewayConfigSchema, process.env)
    const connection = await connectDatabase(config.MONGODB_URI)
    const subgraph = { kind: 'remote', url: config.HISTORY_URL } as const
    const starting = startGatewayAndIntake({
      config,
      connection,
      clock: systemClock,
      logger: createLogger({ level: 'error', name: 'gateway' }),
      subgraphs: {
        identity: subgraph,
        conversations: subgraph,
        actions: subgraph,
        feedback: subgraph,
        history: subgraph,
      },
    })
    return starting.finally(() => connection.close())
  },
}

try {
  await starts[process.argv[2] ?? '']?.()
  process.stdout.write('started\n')
} catch (error) {
  process.stdout.write(`did not start: ${error instanceof Error ? error.message : String(error)}\n`)
}
