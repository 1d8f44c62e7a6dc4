import { createAuditLog } from '../../audit/read/auditLog.ts'
import { createBriefStore } from '../../interactions/brief/briefStore.ts'
import { createIdentityClient } from '../../interactions/recording/identityClient.ts'
import { interactionLoaderOf } from '../../interactions/read/interactionLoader.ts'
import { createAccessOf } from '../../interactions/visibility/access.ts'
import type { OpenSubgraph } from '../startSubgraph.ts'
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
import { createInteractionFeed } from './live/interactionFeed.ts'
import { createStreamCursors } from './live/streamCursors.ts'
import { createStreamStart } from './live/streamStart.ts'
import { createMatterPage } from './matter/matterPage.ts'
import { createMatterStore } from './matter/matterStore.ts'
import { createJoinedLogStore } from './log/joinedLogStore.ts'
import { createLogStore } from './log/logStore.ts'
import { createSearchStore } from './search/searchStore.ts'
import { resolvers } from './resolvers.ts'
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
}: SubgraphDependencies): OpenSubgraph {
  const accessOf = createAccessOf({ connection, callIdentity })
  const pages = createHistoryStore(connection)
  const toldMessages = createToldMessageStore(connection)
  const readMatters = createMatterPage(createMatterStore(connection))
  const search = createSearchStore(connection)
  const log = { ...createLogStore(connection), ...createJoinedLogStore(connection) }
  const changeFanOut = createChangeFanOut({ store: createChangeStore(connection), logger })
  const identity = createIdentityClient(callIdentity)
  const auditLog = createAuditLog(connection)
  const streamCursors = createStreamCursors(log)
  const streamStart = createStreamStart({ log, cursors: streamCursors, identity, accessOf })
  const customerChanges = createCustomerChanges({ log, streamStart })
  const customerHistory = createCustomerHistory({ log, changeFanOut, streamStart, logger })
  const interactionFeed = createInteractionFeed({ log, changeFanOut, clock, logger })
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
        interactionFeed,
        auditLog,
        identity,
      }),
    }),
    stop: () => changeFanOut.stop(),
  }
}
