import { createIdentityClient } from '../../interactions/recording/identityClient.ts'
import { interactionLoaderOf } from '../../interactions/interactionLoader.ts'
import type { OpenSubgraph } from '../startSubgraph.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import { createSubgraph } from '../../platform/subgraph/subgraph.ts'
import { createChangeSource } from './changes/changeSource.ts'
import type { HistoryContext } from './context.ts'
import { createCustomerHistory } from './live/customerHistory.ts'
import { createChangeFanOut } from './changes/changeFanOut.ts'
import { createHistoryStore } from './page/historyStore.ts'
import { createInteractionFeed } from './live/interactionFeed.ts'
import { createLogStore } from './log/logStore.ts'
import { resolvers } from './resolvers.ts'

/**
 * The history subgraph. Its change stream opens with the first subscriber; `stop` closes it and ends all subscriptions
 * with UNAVAILABLE, to be resumed elsewhere.
 */
export function createHistorySubgraph({
  connection,
  clock,
  logger,
  callIdentity,
}: SubgraphDependencies): OpenSubgraph {
  const pages = createHistoryStore(connection)
  const log = createLogStore(connection)
  const changeFanOut = createChangeFanOut({ open: createChangeSource(connection), logger })
  const identity = createIdentityClient(callIdentity)
  const customerHistory = createCustomerHistory({ log, changeFanOut, identity, logger })
  const interactionFeed = createInteractionFeed({ log, changeFanOut, clock, logger })
  return {
    subgraph: createSubgraph<HistoryContext>({
      name: 'history',
      resolvers,
      createContext: (request) => ({
        request,
        principal: request.principal,
        interactions: interactionLoaderOf(connection, request.scope),
        pages,
        customerHistory,
        interactionFeed,
      }),
    }),
    stop: () => changeFanOut.stop(),
  }
}
