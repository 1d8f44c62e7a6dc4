import { createIdentityClient } from '../../../../interactions/recording/identityClient.ts'
import { createAccessOf } from '../../../../interactions/visibility/access.ts'
import { createStreamCursors } from '../../../../subgraphs/history/live/streamCursors.ts'
import { createStreamStart } from '../../../../subgraphs/history/live/streamStart.ts'
import { createJoinedLogStore } from '../../../../subgraphs/history/log/joinedLogStore.ts'
import { createLogStore } from '../../../../subgraphs/history/log/logStore.ts'
import type { History } from './startHistory.ts'

/** The log of a history, and what finds where its streams begin, as the subgraph makes them. */
export function openStreamStart({ connection, callIdentity }: History) {
  const log = { ...createLogStore(connection), ...createJoinedLogStore(connection) }
  const streamStart = createStreamStart({
    log,
    cursors: createStreamCursors(log),
    identity: createIdentityClient(callIdentity),
    accessOf: createAccessOf({ connection, callIdentity }),
  })
  return { log, streamStart }
}
