import { configSchema } from '../../config.ts'
import { gatewayConfigSchema, gatewayOptionsOf } from '../../gateway/config.ts'
import { startGateway } from '../../gateway/server.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { intakeConfigSchema } from '../../intake/config.ts'
import { start as startIntake } from '../../intake/server.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
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
    const logger = createLogger({ level: 'error', name: 'gateway' })
    const history = { kind: 'remote', url: config.HISTORY_URL } as const
    return startGateway({ ...gatewayOptionsOf(config), logger, subgraphs: { history } })
  },
  intake: async () => startIntake(readConfig(intakeConfigSchema, process.env)),
}

try {
  await starts[process.argv[2] ?? '']?.()
  process.stdout.write('started\n')
} catch (error) {
  process.stdout.write(`did not start: ${error instanceof Error ? error.message : String(error)}\n`)
}
