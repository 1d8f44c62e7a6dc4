import type { ClosableIterator } from '../../../platform/async/closableIterator.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import type { JoinedLogStore } from '../log/joinedLogStore.ts'
import type { LogStore } from '../log/logStore.ts'
import type { SubscriptionCustomerHistoryArgs } from '../schemaTypes.ts'
import { checkCustomerId } from './checkCustomerId.ts'
import { createCustomerFollower, type FollowedChange } from './customerFollower.ts'
import { accessLostAt, type HistoryEvent, historyEventOf } from './historyEvent.ts'
import { createLiveSubscriber } from './liveSubscriber.ts'
import { createShownFollowed, type Showing } from './shownFollowed.ts'
import type { Start, StreamStart } from './streamStart.ts'

/** Start `Subscription.customerHistory`. */
export type CustomerHistory = (
  given: SubscriptionCustomerHistoryArgs,
  request: SubgraphRequest,
) => Promise<ClosableIterator<HistoryEvent>>

/** So many interactions of logs that joined are delivered; of more, LOG_JOINED says where they are read. */
const usualMaxJoined = 1_000

export function createCustomerHistory({
  log,
  changeFanOut,
  streamStart,
  logger,
  maxJoined = usualMaxJoined,
}: {
  log: LogStore & JoinedLogStore
  changeFanOut: ChangeFanOut
  streamStart: StreamStart
  logger: Logger
  /** Default: 1,000. */
  maxJoined?: number | undefined
}): CustomerHistory {
  return async function customerHistory({ customerId, after, filter }, request) {
    checkCustomerId(customerId)
    const shownOf = createShownFollowed({ filter, principal: request.principal, log })
    const isResuming = after !== null && after !== undefined
    let hasGap = false
    const subscriber = createLiveSubscriber({
      changeFanOut,
      logger,
      onGap() {
        hasGap = true
      },
    })
    const { follow, pending } = subscriber

    async function start(): Promise<Start> {
      await changeFanOut.opened()
      return isResuming
        ? streamStart.after(customerId, after, request)
        : streamStart.atEnd(customerId, request, follow)
    }
    const { customer, startAt } = await start().catch((error: unknown) => {
      subscriber.close()
      throw error
    })

    const follower = createCustomerFollower({
      askedId: customerId,
      customerId: customer.customerId,
      currentProfileIds: customer.profileIds,
      startAt,
      log,
      onFollow: follow,
      maxJoined,
    })
    follow(startAt.positions.keys())
    // The cursor may be behind the log, and what was written before `follow` was not notified.
    if (isResuming) follower.markBehind()

    let reading: AsyncGenerator<FollowedChange, void> | null = null

    /** Continue a read, else start one that is necessary, else take what is pending, else wait. */
    async function nextFollowed(): Promise<FollowedChange | null> {
      if (reading) {
        const { value } = await reading.next()
        if (value) return value
        reading = null
      }
      if (hasGap) follower.markBehind()
      hasGap = false
      if (follower.isBehind()) {
        reading = follower.readOn()
        return null
      }
      const interaction = pending.take()
      if (interaction) reading = follower.take(interaction)
      else await pending.wait()
      return null
    }

    /** Where the subscriber is. The follower is further on while a change is not yet delivered. */
    let delivered = follower.cursor()
    /** A change that is to be delivered; it stays when the read of the caller's rights fails. */
    let held: Showing | null = null

    async function nextHeld(): Promise<Showing | null> {
      const followed = await nextFollowed()
      return followed && shownOf(followed)
    }

    return subscriber.events<HistoryEvent>({
      position: () => historyEventOf(follower, { change: 'POSITION', interaction: null }),
      async next() {
        held ??= await nextHeld()
        if (!held) return null
        const access = streamStart.accessNow(request)
        if (!(await access.maySeeCustomer([...follower.positions().keys()]))) return accessLostAt(delivered)
        const change = await held(access)
        held = null
        if (!change) return null
        const event = historyEventOf(follower, change)
        delivered = event.cursor
        return event
      },
      isLast: ({ change }) => change === 'ACCESS_LOST',
      onReadFailed() {
        reading = null
        follower.markBehind()
      },
    })
  }
}
