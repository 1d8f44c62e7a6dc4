import { createAuditLog } from '../../audit/read/auditLog.ts'
import { createBriefStore } from '../../interactions/brief/briefStore.ts'
import { createIdentityClient } from '../../interactions/recording/identityClient.ts'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createOutboundErasure } from '../../outbound/erasure/outboundErasure.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { OpenSubgraph } from '../startSubgraph.ts'
import { createMetrics } from '../../platform/metrics/metrics.ts'
import { createDeliveryCountStore } from '../../outbound/deliveryCountStore.ts'
import { measureDeliveries } from '../../outbound/measureDeliveries.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph } from '../../platform/subgraph/subgraph.ts'
import { createBriefReadStore } from './brief/read/briefReadStore.ts'
import { createBriefs } from './brief/briefs.ts'
import { createReadCustomerCard } from './brief/read/customerCard.ts'
import { createTokenCounter } from './brief/tokenCounter.ts'
import { createToldFacts } from './brief/read/toldFacts.ts'
import { createToldStore } from './brief/read/toldStore.ts'
import { createChangeStore } from './changes/changeStore.ts'
import type { HistoryContext } from './context.ts'
import { createCustomerChanges } from './live/customerChanges.ts'
import { createCustomerHistory } from './live/customerHistory.ts'
import { createChangeFanOut } from './changes/changeFanOut.ts'
import { createHistoryStore } from './page/historyStore.ts'
import { createFeedGroups } from './feed/group/feedGroups.ts'
import { createInteractionFeed } from './feed/interactionFeed.ts'
import { createStreamCursors } from './live/streamCursors.ts'
import { createStreamStart } from './live/streamStart.ts'
import { createMatterPage } from './matter/matterPage.ts'
import { createMatterStore } from './matter/matterStore.ts'
import { createJoinedLogStore } from './log/joinedLogStore.ts'
import { createLogStore } from './log/logStore.ts'
import { shareReads } from './log/sharedReads.ts'
import { createSearchStore } from './search/searchStore.ts'
import { resolvers } from './resolvers.ts'
import { createWebhooks } from './webhook/createWebhooks.ts'
import { defaultWebhookSettings, type WebhookSettings } from './webhook/webhookSettings.ts'
import { createToldMessageStore } from './told/toldMessageStore.ts'

/**
 * The history subgraph. The first subscriber opens its change stream. `stop` closes it and ends all subscriptions with
 * UNAVAILABLE, to be resumed at another process.
 */
export function createHistorySubgraph({
  connection,
  clock,
  logger,
  callIdentity,
  audit,
  metrics = createMetrics(),
  tracing,
  webhookSettings = defaultWebhookSettings,
  maxJoined,
}: SubgraphDependencies & { webhookSettings?: WebhookSettings; maxJoined?: number }): OpenSubgraph {
  const accessOf = createAccessOf({ connection, callIdentity })
  const pages = createHistoryStore(connection, metrics)
  const toldMessages = createToldMessageStore(connection)
  const readMatters = createMatterPage(createMatterStore(connection))
  const search = createSearchStore(connection)
  const log = { ...shareReads(createLogStore(connection)), ...createJoinedLogStore(connection) }
  const changeFanOut = createChangeFanOut({ store: createChangeStore(connection), metrics, logger })
  const identity = createIdentityClient(callIdentity)
  const auditLog = createAuditLog(connection)
  const streamCursors = createStreamCursors(log)
  const streamStart = createStreamStart({ log, cursors: streamCursors, identity, accessOf })
  const customerChanges = createCustomerChanges({ log, streamStart })
  const customerHistory = createCustomerHistory({ log, changeFanOut, streamStart, logger, maxJoined })
  const interactionFeed = createInteractionFeed({ log, changeFanOut, identity, clock, logger })
  const feedGroups = createFeedGroups({ connection, interactionFeed, identity, logger })
  const webhooks = createWebhooks({
    connection,
    clock,
    logger,
    callIdentity,
    accessOf,
    interactionFeed,
    settings: webhookSettings,
    tracing,
  })
  measureDeliveries(metrics, createDeliveryCountStore(connection))
  const briefs = createBriefs({
    parts: createBriefReadStore(connection),
    kept: createBriefStore(connection),
    told: createToldFacts(createToldStore(connection)),
    readCard: createReadCustomerCard(callIdentity),
    countTokens: createTokenCounter(),
    streamStart,
    streamCursors,
    identity,
    accessOf,
    clock,
  })
  return {
    subgraph: createSubgraph<HistoryContext>({
      name: 'history',
      resolvers,
      audit,
      createContext: (request) => ({
        request,
        principal: request.principal,
        access: accessOf(request),
        interactions: interactionLoaderOf(connection, request.scope),
        pages,
        briefs,
        readMatters,
        toldMessages,
        search,
        customerChanges,
        customerHistory,
        streamCursors,
        feedGroups,
        auditLog,
        identity,
        webhookPages: webhooks.pages,
        webhookChanges: webhooks.changes,
        replayWebhook: webhooks.replay,
        webhookSecrets: webhooks.secrets,
      }),
    }),
    jobs: [webhooks],
    async stop() {
      await webhooks.stop()
      await feedGroups.stop()
      await changeFanOut.stop()
    },
    erasure: createOutboundErasure({ connection, clock }),
  }
}
