import type { HistoryEvent } from '../../../../subgraphs/history/live/historyEvent.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createChangeFanOut } from '../../../../subgraphs/history/changes/changeFanOut.ts'
import { createChangeStore } from '../../../../subgraphs/history/changes/changeStore.ts'
import { createCustomerChanges } from '../../../../subgraphs/history/live/customerChanges.ts'
import { createCustomerHistory } from '../../../../subgraphs/history/live/customerHistory.ts'
import type { HistoryFilter } from '../../../../subgraphs/history/schemaTypes.ts'
import { openStreamStart } from './openStreamStart.ts'
import type { History } from './startHistory.ts'

const logger = createLogger({ level: 'silent', name: 'test' })

/** The events as resolvers get them, with another bound for logs that join. */
export function openFollowing(history: History, { maxJoined }: { maxJoined: number }) {
  const { log, streamStart } = openStreamStart(history)
  const changeFanOut = createChangeFanOut({ store: createChangeStore(history.connection), logger })
  const changes = createCustomerChanges({ log, streamStart })
  const customerHistory = createCustomerHistory({ log, changeFanOut, streamStart, logger, maxJoined })
  const requestOf = (principal: Principal) => ({ principal, scope: createRequestScope() })

  return {
    /** The events after a cursor, or from now on. */
    async events(customerId: string, after: string | null, principal: Principal, filter?: HistoryFilter) {
      const iterator = await customerHistory(
        { customerId, after, ...(filter && { filter }) },
        requestOf(principal),
      )
      return {
        async next(): Promise<HistoryEvent> {
          const { done, value } = await iterator.next()
          if (done) throw new Error('the stream has ended')
          return value
        },
        close: async () => void (await iterator.return()),
      }
    },
    changes: (customerId: string, after: string | null, first: number, principal: Principal) =>
      changes({ customerId, after, first }, requestOf(principal)),
    stop: () => changeFanOut.stop(),
  }
}

export type Following = ReturnType<typeof openFollowing>
