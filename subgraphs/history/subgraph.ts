import { createIdentityClient } from '../../platform/identityClient.ts'
import { interactionLoaderOf } from '../../platform/interactionLoader.ts'
import type { Room, RoomParts } from '../../platform/startRoom.ts'
import { createSubgraph } from '../../platform/subgraph.ts'
import { createChangeSource } from './changeSource.ts'
import type { HistoryContext } from './context.ts'
import { createCustomerHistory } from './customerHistory.ts'
import { createDoorbell } from './doorbell.ts'
import { createHistoryStore } from './historyStore.ts'
import { createInteractionFeed } from './interactionFeed.ts'
import { createLogStore } from './logStore.ts'
import { resolvers } from './resolvers.ts'

/**
 * The history room. Its change stream opens with the first subscriber; `stop` closes it and ends all subscriptions
 * with UNAVAILABLE, to be resumed elsewhere.
 */
export function createHistorySubgraph({ connection, clock, logger, callIdentity }: RoomParts): Room {
  const pages = createHistoryStore(connection)
  const log = createLogStore(connection)
  const doorbell = createDoorbell({ open: createChangeSource(connection), logger })
  const identity = createIdentityClient(callIdentity)
  const customerHistory = createCustomerHistory({ log, doorbell, identity, logger })
  const interactionFeed = createInteractionFeed({ log, doorbell, clock, logger })
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
    stop: () => doorbell.stop(),
  }
}
