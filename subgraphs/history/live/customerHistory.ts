import type { ClosableIterator } from '../../../platform/lang/closableIterator.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import type { LogStore } from '../log/logStore.ts'
import type { SubscriptionCustomerHistoryArgs } from '../schemaTypes.ts'
import { checkCustomerId } from './checkCustomerId.ts'
import { createCustomerFollower, type Followed } from './customerFollower.ts'
import { type HistoryEvent, historyEventOf } from './historyEvent.ts'
import { createLiveSubscriber } from './liveSubscriber.ts'
import type { Start, StreamStart } from './streamStart.ts'
import { wantedInteractions } from './wantedInteractions.ts'

/** Start `Subscription.customerHistory`. */
export type CustomerHistory = (
  given: SubscriptionCustomerHistoryArgs,
  request: SubgraphRequest,
) => Promise<ClosableIterator<HistoryEvent>>

export function createCustomerHistory({
  log,
  changeFanOut,
  streamStart,
  logger,
}: {
  log: LogStore
  changeFanOut: ChangeFanOut
  streamStart: StreamStart
  logger: Logger
}): CustomerHistory {
  return async function customerHistory({ customerId, after, filter }, request) {
    checkCustomerId(customerId)
    const isWanted = wantedInteractions(filter, request.principal)
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
    })
    follow(startAt.positions.keys())
    // The cursor may be behind the log, and what was written before `follow` was not notified.
    if (isResuming) follower.markBehind()

    let reading: AsyncGenerator<Followed, void> | null = null

    /** Continue a read, else start one that is necessary, else take what is pending, else wait. */
    async function nextFollowed(): Promise<Followed | null> {
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

    return subscriber.events<HistoryEvent>({
      position: () => historyEventOf(follower, null),
      async next() {
        const followed = await nextFollowed()
        return followed && isWanted(followed.interaction) ? historyEventOf(follower, followed) : null
      },
      onReadFailed() {
        reading = null
        follower.markBehind()
      },
    })
  }
}
