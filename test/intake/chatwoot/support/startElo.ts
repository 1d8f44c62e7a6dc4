import { onTestFinished } from 'vitest'
import { gatewayConfigSchema, gatewayOptionsOf } from '../../../../gateway/config.ts'
import { startGateway } from '../../../../gateway/server.ts'
import { type MutationName, subgraphOf } from '../../../../intake/chatwoot/send/graphMutations.ts'
import type { GraphCall } from '../../../../platform/graph/graphCall.ts'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import { systemClock } from '../../../../platform/process/clock.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { readConfig } from '../../../../platform/process/settings/readConfig.ts'
import { createActionsSubgraph } from '../../../../subgraphs/actions/subgraph.ts'
import { createConversationsSubgraph } from '../../../../subgraphs/conversations/subgraph.ts'
import { createFeedbackSubgraph } from '../../../../subgraphs/feedback/subgraph.ts'
import { createHistorySubgraph } from '../../../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { readHistory } from '../../../support/readHistory.ts'
import { mutationOf } from './mutationOf.ts'
import { newDatabaseUri } from './startIntake.ts'

/**
 * The subgraphs and the gateway over a database of their own, without an intake. They stop with the test that started
 * them, after its hooks.
 */
export async function startElo() {
  const connection = await connectDatabase(newDatabaseUri())
  const logger = createLogger({ level: 'silent', name: 'test' })
  const parts = { connection, clock: systemClock, logger }
  const identity = createIdentitySubgraph(parts)
  const dependencies = { ...parts, callIdentity: createLocalCall(identity, logger) }
  const history = createHistorySubgraph(dependencies)
  const subgraphs = {
    identity,
    conversations: createConversationsSubgraph(dependencies),
    actions: createActionsSubgraph(dependencies),
    feedback: createFeedbackSubgraph(dependencies),
    history: history.subgraph,
  }
  await ensureIndexes(connection)
  const gateway = await startGateway({
    ...gatewayOptionsOf(readConfig(gatewayConfigSchema, { PORT: '0' })),
    logger,
    subgraphs: {
      identity: { kind: 'local', subgraph: subgraphs.identity },
      conversations: { kind: 'local', subgraph: subgraphs.conversations },
      actions: { kind: 'local', subgraph: subgraphs.actions },
      feedback: { kind: 'local', subgraph: subgraphs.feedback },
      history: { kind: 'local', subgraph: subgraphs.history },
    },
  })
  onTestFinished(async () => {
    await gateway.stop()
    await history.stop()
    await connection.dropDatabase()
    await connection.close()
  })

  const mutations: MutationName[] = []
  const inputs: unknown[] = []
  const calls = {
    identity: createLocalCall(subgraphs.identity, logger),
    conversations: createLocalCall(subgraphs.conversations, logger),
    feedback: createLocalCall(subgraphs.feedback, logger),
  }
  const graph: GraphCall = (request) => {
    const mutation = mutationOf(request)
    mutations.push(mutation)
    inputs.push(request.variables['input'])
    return calls[subgraphOf(mutation)](request)
  }

  return {
    /** Where the gateway answers. */
    url: gateway.url,
    /** Calls the subgraph that owns the mutation. */
    graph,
    /** The mutations called so far. */
    mutations,
    /** The input of each of them. */
    inputs,
    /** The history of all customers as the graph shows it now. */
    history: () => readHistory(gateway.url),
  }
}
