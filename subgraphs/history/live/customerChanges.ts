import { pageSize } from '../../../platform/paging/paging.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { JoinedLogStore } from '../log/joinedLogStore.ts'
import type { LogStore } from '../log/logStore.ts'
import type { QueryChangesArgs } from '../schemaTypes.ts'
import { checkCustomerId } from './checkCustomerId.ts'
import { createCustomerFollower } from './customerFollower.ts'
import { accessLostAt, type HistoryEvent, historyEventOf } from './historyEvent.ts'
import { createShownFollowed } from './shownFollowed.ts'
import type { StreamStart } from './streamStart.ts'

/** A part of a customer's history in log order. */
export type HistoryEventPage = { events: HistoryEvent[]; cursor: string; hasMore: boolean }

/** Answer `Query.changes`. */
export type CustomerChanges = (given: QueryChangesArgs, request: SubgraphRequest) => Promise<HistoryEventPage>

/** How many interactions one request reads at most, also when the filter lets none pass. */
const maxFollowed = 1_000
/** Enough for the usual page; more is read of a log only as far as it is wanted. */
const minReadSize = 50

/** The events of `customerHistory` for callers without a socket: the same follower, which ends where the logs end. */
export function createCustomerChanges({
  log,
  streamStart,
}: {
  log: LogStore & JoinedLogStore
  streamStart: StreamStart
}): CustomerChanges {
  return async function customerChanges({ customerId, after, first, filter }, request) {
    checkCustomerId(customerId)
    const size = pageSize(first, 'first')
    const shownOf = createShownFollowed({ filter, principal: request.principal, log })
    const { customer, startAt } = await (after === null || after === undefined
      ? streamStart.atOldest(customerId, request)
      : streamStart.after(customerId, after, request))
    const follower = createCustomerFollower({
      askedId: customerId,
      customerId: customer.customerId,
      currentProfileIds: customer.profileIds,
      startAt,
      log,
      onFollow: () => undefined,
      readSize: Math.max(minReadSize, size + 1),
    })
    const began = follower.cursor()
    const access = streamStart.accessNow(request)
    const page = await readPage()
    if (await access.maySeeCustomer([...follower.positions().keys()])) return page
    const cursor = after ?? began
    return { events: [accessLostAt(cursor)], cursor, hasMore: false }

    async function readPage(): Promise<HistoryEventPage> {
      const events: HistoryEvent[] = []
      let followedCount = 0
      for await (const followed of follower.readOn()) {
        const showing = shownOf(followed)
        const shown = showing && (await showing(access))
        // One event more than the page shows that there is more.
        if (shown && events.length === size) {
          return { events, cursor: events.at(-1)?.cursor ?? began, hasMore: true }
        }
        if (shown) events.push(historyEventOf(follower, shown))
        followedCount += followed.change === 'LEFT' ? Math.max(1, followed.interactions.length) : 1
        if (followedCount >= maxFollowed) return { events, cursor: follower.cursor(), hasMore: true }
      }
      const cursor = follower.cursor()
      // A page's cursor can have another form of the same position.
      return { events, cursor: cursor === began ? (after ?? cursor) : cursor, hasMore: false }
    }
  }
}
