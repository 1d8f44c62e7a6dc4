import { createRemoteCall } from '../platform/graph/remoteCall.ts'
import { startHttpServer } from '../platform/http/httpServer.ts'
import { createProbes } from '../platform/http/probes.ts'
import { connectReplicaSet } from '../platform/mongo/connectReplicaSet.ts'
import { ensureIndexes } from '../platform/mongo/database.ts'
import { createWriteProbe } from '../platform/mongo/writeProbe.ts'
import { systemClock } from '../platform/process/clock.ts'
import { createMetrics } from '../platform/metrics/metrics.ts'
import { createMetricsRoute } from '../platform/metrics/metricsRoute.ts'
import { startTracing } from '../platform/tracing/startTracing.ts'
import { measurePool } from '../platform/metrics/poolMetrics.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { openInOrder } from '../platform/process/openInOrder.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { warnOfUnsignedCalls } from '../platform/signing/warnOfUnsignedCalls.ts'
import { createChatwootIntake } from './chatwoot/chatwootIntake.ts'
import type { CalledSubgraph } from './chatwoot/send/graphMutations.ts'
import { createErasureRunner } from '../privacy/erasure/erasureRunner.ts'
import { createErasureStore } from '../privacy/erasure/erasureStore.ts'
import { createIntakeErasure } from './erasure/intakeErasure.ts'
import { type IntakeConfig, intakeOptionsOf } from './config.ts'

const drainMs = 5_000

/**
 * Serve the webhooks as a process of its own: `POST /webhooks/chatwoot`, `/healthz`, `/readyz` and `/metrics`. It needs its
 * database. While a subgraph cannot be reached it stores deliveries and processes them later. A start that fails closes
 * what it has opened.
 */
export async function start(config: IntakeConfig): Promise<Running> {
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'intake' })
  return openInOrder(async (opened) => {
    const tracing = opened(await startTracing(config, 'intake', logger), async (open) => open?.stop())
    const secrets = config.ELO_SERVICE_SECRET
    const callTo = (subgraph: CalledSubgraph, url: string) =>
      opened(createRemoteCall(url, { signing: { secrets, subgraph } }), (open) => open.stop()).call
    const calls = {
      identity: callTo('identity', config.IDENTITY_URL),
      conversations: callTo('conversations', config.CONVERSATIONS_URL),
      feedback: callTo('feedback', config.FEEDBACK_URL),
    }
    const connecting = connectReplicaSet(config.MONGODB_URI, { isTraced: tracing !== null })
    const connection = opened(await connecting, (open) => open.close())
    const metrics = createMetrics({ isProcess: true })
    measurePool(connection, metrics)
    const intake = createChatwootIntake({
      connection,
      metrics,
      tracing,
      clock: systemClock,
      logger,
      calls,
      ...intakeOptionsOf(config),
    })
    await ensureIndexes(connection)
    let isStopping = false
    const server = await startHttpServer({
      host: config.HOST,
      port: config.PORT,
      routes: [
        ...intake.routes,
        ...createProbes({
          isStopping: () => isStopping,
          isReady: createWriteProbe(connection),
        }),
        createMetricsRoute(metrics, config.ELO_METRICS_TOKEN),
      ],
      upgrade: {},
      metrics,
      tracing,
      logger,
    })
    opened(server, async () => {
      isStopping = true
      await Promise.all([server.stop(drainMs), intake.stop()])
    })
    await intake.start()
    const erasures = createErasureRunner({
      store: createErasureStore(connection, systemClock),
      parts: [createIntakeErasure({ connection, clock: systemClock })],
      logger,
    })
    opened(erasures, (open) => open.stop()).start()
    warnOfUnsignedCalls(secrets, logger)
    return { url: server.url }
  })
}
