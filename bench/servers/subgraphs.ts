import { systemClock } from '../../platform/process/clock.ts'
import { connectDatabase, ensureIndexes } from '../../platform/mongo/database.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import { createLocalCall } from '../../platform/graph/localCall.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { startSubgraphServer } from '../../platform/subgraph/subgraphServer.ts'
import { createActionsSubgraph } from '../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from '../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../subgraphs/identity/subgraph.ts'
import { serve } from './serve.ts'

// The five subgraphs over HTTP in one process, for both gateways. The stock gateway sends no principal, so any caller is accepted.
await serve(async ({ mongodbUri }) => {
  const logger = createLogger({ level: 'warn', name: 'subgraphs' })
  const connection = await connectDatabase(mongodbUri)
  const identity = createIdentitySubgraph({ connection, clock: systemClock, logger })
  const callIdentity: GraphCall = createLocalCall(identity, logger)
  const parts = { connection, clock: systemClock, logger, callIdentity }
  const subgraphs = [
    identity,
    createConversationsSubgraph(parts),
    createActionsSubgraph(parts),
    createFeedbackSubgraph(parts),
    createHistorySubgraph(parts).subgraph,
  ]
  await ensureIndexes(connection)
  const others: Record<string, string> = {}
  for (const subgraph of subgraphs) {
    const server = await startSubgraphServer({
      subgraph,
      host: '127.0.0.1',
      port: 0,
      logger,
      allowAnonymous: true,
    })
    others[subgraph.name] = server.url
  }
  return { url: others['identity'] ?? '', others }
})
