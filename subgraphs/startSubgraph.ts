import { createTermsBackfill } from '../interactions/search/termsBackfill.ts'
import { warnOfUnknownSettings } from '../platform/process/settings/unknownSettings.ts'
import { createRetention } from '../interactions/retention/createRetention.ts'
import type { RetainedContent } from '../interactions/retention/contentExpiry.ts'
import { readRetention } from '../privacy/retention/retentionRules.ts'
import '../platform/process/requireNode.ts'
import '../platform/process/settings/loadEnvFile.ts'
import { z } from 'zod'
import { startAudit } from '../audit/startAudit.ts'
import { systemClock } from '../platform/process/clock.ts'
import { connectReplicaSet } from '../platform/mongo/connectReplicaSet.ts'
import { ensureIndexes, type Upgrade } from '../platform/mongo/database.ts'
import { createWriteProbe } from '../platform/mongo/writeProbe.ts'
import { scopeOldKeys } from '../interactions/log/scopeOldKeys.ts'
import { createIdentityCall } from '../interactions/recording/identityCall.ts'
import { createMetrics } from '../platform/metrics/metrics.ts'
import { startTracing } from '../platform/tracing/startTracing.ts'
import { measurePool } from '../platform/metrics/poolMetrics.ts'
import { createLogger } from '../platform/process/log/logger.ts'
import { createProcessLogger } from '../platform/process/log/loggerOfProcess.ts'
import { openInOrder } from '../platform/process/openInOrder.ts'
import {
  historySettings,
  mongodbUri,
  processSettings,
  serviceSecrets,
  subgraphUrls,
} from '../platform/process/settings/processConfig.ts'
import { type Environment, readConfig } from '../platform/process/settings/readConfig.ts'
import { type Running, runProcess } from '../platform/process/runProcess.ts'
import { requireSecret } from '../platform/signing/requireSecret.ts'
import { warnOfUnsignedCalls } from '../platform/signing/warnOfUnsignedCalls.ts'
import type { SubgraphName } from '../platform/subgraph/schemaFiles.ts'
import type { Subgraph, SubgraphDependencies } from '../platform/subgraph/subgraph.ts'
import type { ErasurePart } from '../privacy/erasure/erasure.ts'
import { createErasureRunner, type ErasureFinish } from '../privacy/erasure/erasureRunner.ts'
import { createErasureStore } from '../privacy/erasure/erasureStore.ts'
import { startSubgraphServer } from '../platform/subgraph/subgraphServer.ts'

/** The ports the subgraphs listen on unless PORT says otherwise. */
const defaultPorts: Readonly<Record<SubgraphName, number>> = {
  identity: 4001,
  conversations: 4002,
  actions: 4003,
  feedback: 4004,
  history: 4005,
}

/** The configuration of a subgraph as a process of its own. */
export const subgraphConfigSchema = (name: SubgraphName) =>
  z.object({
    ...processSettings,
    ...historySettings,
    PORT: processSettings.PORT.default(defaultPorts[name]),
    MONGODB_URI: mongodbUri,
    ELO_IDENTITY_RULES: z.string().optional(),
    ELO_AUDIT_KEY: z.string().optional(),
    ELO_RETENTION: z.string().optional(),
    ELO_COMMITMENT_LIMITS: z.string().optional(),
    ELO_TURN_RULES: z.string().optional(),
    IDENTITY_URL: subgraphUrls.IDENTITY_URL,
    ELO_SERVICE_SECRET: serviceSecrets,
  })
export type SubgraphConfig = z.infer<ReturnType<typeof subgraphConfigSchema>>

/** A subgraph ready to answer, how to close what it holds open, and how its own old documents are migrated. */
export type OpenSubgraph = {
  subgraph: Subgraph
  stop(): Promise<void>
  upgrades?: Upgrade[]
  /** What it erases of customers, and what it does when an erasure is done. */
  erasure?: ErasurePart
  erasureFinish?: ErasureFinish
  /** Work of the subgraph that begins when it answers; `stop` ends it. */
  jobs?: { start(): void }[]
  /** The contents that retention rules can be about. */
  retained?: RetainedContent
}

/** Serve one subgraph over HTTP and graphql-ws until it is stopped. A start that fails closes what it has opened. */
export async function startSubgraph(
  config: SubgraphConfig,
  name: SubgraphName,
  create: (parts: SubgraphDependencies) => OpenSubgraph,
): Promise<Running> {
  const logger = createLogger({ level: config.LOG_LEVEL, name })
  const secrets = config.ELO_SERVICE_SECRET
  // The server checks it too, but only after the database was changed.
  requireSecret(secrets, config.HOST, `HOST ${config.HOST}`)
  const rules = readRetention(config.ELO_RETENTION)
  return openInOrder(async (opened) => {
    const tracing = opened(await startTracing(config, name, logger), async (open) => open?.stop())
    const identityCall = createIdentityCall(config.IDENTITY_URL, secrets, logger)
    const identity = opened(identityCall, (open) => open.stop())
    const connecting = connectReplicaSet(config.MONGODB_URI, { isTraced: tracing !== null })
    const connection = opened(await connecting, (open) => open.close())
    const metrics = createMetrics({ isProcess: true })
    measurePool(connection, metrics)
    // One kind of process gives records their places, so that one volume has the key.
    const { ELO_AUDIT_KEY: path } = config
    const keyFile =
      name === 'history' ? { path: path ?? '.data/audit.key', isRequired: path !== undefined } : null
    const opening = startAudit({ connection, keyFile, clock: systemClock, metrics, logger })
    const audit = opened(await opening, (open) => open.stop())
    const callIdentity = identity.call
    const parts = {
      connection,
      clock: systemClock,
      logger,
      callIdentity,
      audit: audit.trail,
      metrics,
      tracing,
    }
    const subgraph = opened(create(parts), (open) => open.stop())
    await ensureIndexes(connection, scopeOldKeys, ...(subgraph.upgrades ?? []))
    audit.start()
    const serving = startSubgraphServer({
      subgraph: subgraph.subgraph,
      host: config.HOST,
      port: config.PORT,
      logger,
      secrets,
      metrics,
      metricsTokens: config.ELO_METRICS_TOKEN,
      tracing,
      isReady: createWriteProbe(connection),
    })
    const { url } = opened(await serving, (server) => server.stop())
    if (subgraph.erasure) {
      const erasures = createErasureRunner({
        store: createErasureStore(connection, systemClock),
        parts: [subgraph.erasure],
        finish: subgraph.erasureFinish ?? null,
        logger,
      })
      opened(erasures, (open) => open.stop()).start()
    }
    for (const job of subgraph.jobs ?? []) job.start()
    opened(createTermsBackfill(parts), (open) => open.stop()).start()
    if (subgraph.retained) {
      const retention = createRetention({ ...parts, rules, part: name, retained: subgraph.retained })
      if (retention) opened(retention, (open) => open.stop()).start()
    }
    warnOfUnsignedCalls(secrets, logger)
    return { url }
  })
}

/** Run one subgraph as this process: read its configuration, start, stop on a signal. */
export function runSubgraph(
  name: SubgraphName,
  environment: Environment,
  start: (config: SubgraphConfig) => Promise<Running>,
): Promise<void> {
  return runProcess(createProcessLogger(name, environment), async () => {
    const config = readConfig(subgraphConfigSchema(name), environment)
    warnOfUnknownSettings(environment, createLogger({ level: config.LOG_LEVEL, name }))
    return start(config)
  })
}
