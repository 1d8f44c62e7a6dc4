import { join } from 'node:path'
import { type KeyFile, startAudit } from './audit/startAudit.ts'
import type { Config } from './config.ts'
import { openDatabase } from './embeddedMongo/openDatabase.ts'
import { warnOfOpenAccess } from './gateway/authentication/warnOfOpenAccess.ts'
import { hasSignIn } from './gateway/authentication/settings.ts'
import { gatewayOptionsOf } from './gateway/config.ts'
import { startGateway } from './gateway/server.ts'
import type { SubgraphSource } from './gateway/subgraphs/subgraphSource.ts'
import { createChatwootIntake } from './intake/chatwoot/chatwootIntake.ts'
import { intakeOptionsOf } from './intake/config.ts'
import { scopeOldKeys } from './interactions/log/scopeOldKeys.ts'
import { createLocalCall } from './platform/graph/localCall.ts'
import { requirePort } from './platform/http/requirePort.ts'
import { connectReplicaSet } from './platform/mongo/connectReplicaSet.ts'
import { ensureIndexes } from './platform/mongo/database.ts'
import { createWriteProbe } from './platform/mongo/writeProbe.ts'
import { systemClock } from './platform/process/clock.ts'
import { createMetrics } from './platform/metrics/metrics.ts'
import { startTracing } from './platform/tracing/startTracing.ts'
import { measurePool } from './platform/metrics/poolMetrics.ts'
import { createLogger } from './platform/process/log/logger.ts'
import { openInOrder } from './platform/process/openInOrder.ts'
import type { Environment } from './platform/process/settings/readConfig.ts'
import type { Running } from './platform/process/runProcess.ts'
import { warnOfUnknownSettings } from './platform/process/settings/unknownSettings.ts'
import type { Subgraph } from './platform/subgraph/subgraph.ts'
import { createErasureRunner } from './privacy/erasure/erasureRunner.ts'
import { createErasureStore } from './privacy/erasure/erasureStore.ts'
import { createActionsErasure } from './subgraphs/actions/actionsErasure.ts'
import { createConversationsErasure } from './subgraphs/conversations/erasure/conversationsErasure.ts'
import { createFeedbackErasure } from './subgraphs/feedback/feedbackErasure.ts'
import { createErasureFinish, createIdentityErasure } from './subgraphs/identity/privacy/identityErasure.ts'
import { createTermsBackfill } from './interactions/search/termsBackfill.ts'
import { createRetention } from './interactions/retention/createRetention.ts'
import type { RetainedContent } from './interactions/retention/contentExpiry.ts'
import { readRetention } from './privacy/retention/retentionRules.ts'
import { createOverdueCommitments } from './subgraphs/actions/commitment/overdueCommitments.ts'
import { readCommitmentLimits } from './subgraphs/actions/commitment/readCommitmentLimits.ts'
import { erasedContents } from './subgraphs/actions/erasedContents.ts'
import { erasedBody } from './subgraphs/conversations/erasure/erasedBody.ts'
import { erasedFeedback } from './subgraphs/feedback/erasedFeedback.ts'
import { createIntakeErasure } from './intake/erasure/intakeErasure.ts'
import { createOutboundErasure } from './outbound/erasure/outboundErasure.ts'
import { createActionsSubgraph } from './subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from './subgraphs/conversations/subgraph.ts'
import { readTurnRules } from './subgraphs/conversations/turn/turnRules.ts'
import { createFeedbackSubgraph } from './subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from './subgraphs/history/subgraph.ts'
import { webhookSettingsOf } from './subgraphs/history/webhook/webhookSettings.ts'
import { addNameWords } from './subgraphs/identity/customer/addNameWords.ts'
import { createRespellNumbers } from './subgraphs/identity/identifier/respellNumbers.ts'
import { readRules } from './subgraphs/identity/rules/readRules.ts'
import { createIdentitySubgraph } from './subgraphs/identity/subgraph.ts'

/**
 * All of Elo in this process: the composition root of the single-process mode, and the one file that imports every
 * part. The gateway's port also serves the webhooks. Without `MONGODB_URI` it starts its own database, found with the
 * help of `environment`, with its data in `ELO_DATA_DIR` and its address in the file `mongodb.uri` beside it. Rejects
 * with every fault of the rules of identity, retention and turns, of the limits of commitments, and of the sign-in before
 * anything is opened, then when the port is in use; a start that fails later closes what it has opened. Warns of
 * variables of `environment` that are probably misspelt settings.
 */
export async function start(config: Config, environment: Environment): Promise<Running> {
  const rules = readRules(config.ELO_IDENTITY_RULES)
  const retentionRules = readRetention(config.ELO_RETENTION)
  const commitmentLimits = readCommitmentLimits(config.ELO_COMMITMENT_LIMITS)
  const turnRules = readTurnRules(config.ELO_TURN_RULES)
  const gatewayOptions = gatewayOptionsOf(config)
  const logger = createLogger({ level: config.LOG_LEVEL, name: 'elo' })
  warnOfUnknownSettings(environment, logger)
  // Before the database is started, which takes long.
  await requirePort(config.HOST, config.PORT)
  return openInOrder(async (opened) => {
    const { MONGODB_URI: uri, ELO_DATA_DIR: folder } = config
    const tracing = opened(await startTracing(config, 'elo', logger), async (open) => open?.stop())
    const database = await openDatabase({ uri, folder, environment, logger }, opened)
    const connecting = connectReplicaSet(database.uri, { isTraced: tracing !== null })
    const connection = opened(await connecting, (open) => open.close())
    const metrics = createMetrics({ isProcess: true })
    measurePool(connection, metrics)
    const opening = startAudit({
      connection,
      keyFile: keyFileOf(config),
      clock: systemClock,
      metrics,
      logger,
    })
    const audit = opened(await opening, (open) => open.stop())
    const parts = { connection, clock: systemClock, logger, audit: audit.trail, metrics, tracing }
    const call = (subgraph: Subgraph) => createLocalCall(subgraph, logger)
    const identity = createIdentitySubgraph({ ...parts, rules })
    const callIdentity = call(identity)
    const dependencies = { ...parts, callIdentity }
    const conversations = opened(createConversationsSubgraph({ ...dependencies, turnRules }), (open) =>
      open.stop(),
    )
    const actions = createActionsSubgraph({ ...dependencies, commitmentLimits })
    const feedback = createFeedbackSubgraph(dependencies)
    const webhookSettings = webhookSettingsOf(config)
    const maxJoined = config.ELO_JOINED_EVENTS
    const history = opened(createHistorySubgraph({ ...dependencies, webhookSettings, maxJoined }), (open) =>
      open.stop(),
    )
    const intake = createChatwootIntake({
      ...parts,
      ...intakeOptionsOf(config),
      calls: { identity: callIdentity, conversations: call(conversations), feedback: call(feedback) },
    })
    const erasures = opened(
      createErasureRunner({
        store: createErasureStore(connection, systemClock),
        parts: [
          createIdentityErasure(parts),
          createConversationsErasure(parts),
          createActionsErasure(parts),
          createFeedbackErasure(parts),
          createIntakeErasure(parts),
          createOutboundErasure(parts),
        ],
        finish: createErasureFinish(parts),
        logger,
      }),
      (open) => open.stop(),
    )
    await ensureIndexes(connection, scopeOldKeys, addNameWords, createRespellNumbers(rules))
    audit.start()
    const starting = startGateway({
      ...gatewayOptions,
      metrics,
      tracing,
      logger,
      subgraphs: {
        identity: local(identity),
        conversations: local(conversations),
        actions: local(actions),
        feedback: local(feedback),
        history: local(history.subgraph),
      },
      routes: intake.routes,
      stopRoutes: () => intake.stop(),
      isReady: createWriteProbe(connection),
    })
    const { url } = opened(await starting, (open) => open.stop())
    await intake.start()
    erasures.start()
    for (const job of history.jobs ?? []) job.start()
    opened(createOverdueCommitments(parts), (open) => open.stop()).start()
    opened(createTermsBackfill(parts), (open) => open.stop()).start()
    for (const { part, ...retained } of retainedContents) {
      const retention = createRetention({ ...parts, rules: retentionRules, part, retained })
      if (retention) opened(retention, (open) => open.stop()).start()
    }
    if (!hasSignIn(config)) warnOfOpenAccess(logger)
    return { url, failed: database.lost }
  })
}

/** What retention rules can be about, by the subgraph that owns it. */
const retainedContents: readonly (RetainedContent & { part: string })[] = [
  { part: 'conversations', kinds: ['MESSAGE', 'NOTE', 'HANDOFF', 'STATUS'], eraseBody: erasedBody },
  { part: 'actions', ...erasedContents },
  { part: 'feedback', kinds: ['FEEDBACK'], eraseBody: erasedFeedback },
]

/** The key of the audit trail; beside the embedded database unless a setting says otherwise. */
function keyFileOf({ ELO_AUDIT_KEY: path, ELO_DATA_DIR: folder, MONGODB_URI: uri }: Config): KeyFile {
  return { path: path ?? join(folder, 'audit.key'), isRequired: path !== undefined || uri === undefined }
}

function local(subgraph: Subgraph): SubgraphSource {
  return { kind: 'local', subgraph }
}
