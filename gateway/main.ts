import '../platform/process/requireNode.ts'
import '../platform/process/settings/loadEnvFile.ts'
import { startTracing } from '../platform/tracing/startTracing.ts'
import { createMetrics } from '../platform/metrics/metrics.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { createProcessLogger } from '../platform/process/log/loggerOfProcess.ts'
import { readConfig } from '../platform/process/settings/readConfig.ts'
import { openInOrder } from '../platform/process/openInOrder.ts'
import { runProcess } from '../platform/process/runProcess.ts'
import { warnOfUnknownSettings } from '../platform/process/settings/unknownSettings.ts'
import { warnOfUnsignedCalls } from '../platform/signing/warnOfUnsignedCalls.ts'
import { warnOfOpenAccess } from './authentication/warnOfOpenAccess.ts'
import { hasSignIn } from './authentication/settings.ts'
import { gatewayConfigSchema, gatewayOptionsOf } from './config.ts'
import { startGateway } from './server.ts'
import type { SubgraphSource } from './subgraphs/subgraphSource.ts'

await runProcess(createProcessLogger('gateway', process.env), async () => {
  const config = readConfig(gatewayConfigSchema, process.env)
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'gateway' })
  warnOfUnknownSettings(process.env, logger)
  const secrets = config.ELO_SERVICE_SECRET
  const remote = (url: string): SubgraphSource => ({ kind: 'remote', url, secrets })
  return openInOrder(async (opened) => {
    const tracing = opened(await startTracing(config, 'gateway', logger), async (open) => open?.stop())
    const starting = startGateway({
      ...gatewayOptionsOf(config),
      metrics: createMetrics({ isProcess: true }),
      tracing,
      logger,
      subgraphs: {
        identity: remote(config.IDENTITY_URL),
        conversations: remote(config.CONVERSATIONS_URL),
        actions: remote(config.ACTIONS_URL),
        feedback: remote(config.FEEDBACK_URL),
        history: remote(config.HISTORY_URL),
      },
    })
    const { url } = opened(await starting, (open) => open.stop())
    if (!hasSignIn(config)) warnOfOpenAccess(logger)
    warnOfUnsignedCalls(secrets, logger)
    return { url }
  })
})
