import type { CustomerProfiles, IdentityClient } from '../../../interactions/recording/identityClient.ts'
import { mayRead } from '../../../interactions/visibility.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { ClosableIterator } from '../../../platform/lang/closableIterator.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import { identityRecordsIn } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import { type LogPositions, streamCursor } from '../log/streamCursor.ts'
import { checkedFilter, matchesFilter } from '../page/historyFilter.ts'
import type { SubscriptionCustomerHistoryArgs } from '../schemaTypes.ts'
import { isConnected, repairPositions } from './cursorOwnership.ts'
import { createCustomerFollower, type Followed } from './customerFollower.ts'
import type { HistoryEvent } from './historyEvent.ts'
import { createLiveSubscriber, type LiveSubscriber } from './liveSubscriber.ts'

/** Start `Subscription.customerHistory`. */
export type CustomerHistory = (
  given: SubscriptionCustomerHistoryArgs,
  request: SubgraphRequest,
) => Promise<ClosableIterator<HistoryEvent>>

type Start = { customer: CustomerProfiles; positions: LogPositions }

export function createCustomerHistory({
  log,
  changeFanOut,
  identity,
  logger,
}: {
  log: LogStore
  changeFanOut: ChangeFanOut
  identity: IdentityClient
  logger: Logger
}): CustomerHistory {
  async function findCustomer(customerId: string, request: SubgraphRequest): Promise<CustomerProfiles> {
    // In a scope of its own: what the request loaded before may be out of date.
    const customer = await identity.findCustomer(customerId, { ...request, scope: createRequestScope() })
    if (customer) return customer
    throw callerError('NOT_FOUND', `customerId: no customer has the id ${customerId}`)
  }

  /** Start at the ends of the logs of the profiles that form the customer at that moment. */
  async function startNow(
    customerId: string,
    request: SubgraphRequest,
    { follow }: LiveSubscriber,
  ): Promise<Start> {
    let customer = await findCustomer(customerId, request)
    for (;;) {
      follow(customer.profileIds)
      const positions = await log.lastPositions(customer.profileIds)
      const since = await findCustomer(customerId, request)
      if (isSameSet(customer.profileIds, since.profileIds)) return { customer, positions }
      customer = since
    }
  }

  async function startAfter(customerId: string, after: string, request: SubgraphRequest): Promise<Start> {
    const given = streamCursor.decode(after, 'after')
    const customer = await findCustomer(customerId, request)
    const own = new Set([...customer.profileIds, customerId])
    const profileIds = [...given.keys()]
    const ownProfileId = given.has(customerId) ? customerId : profileIds.find((id) => own.has(id))
    const foreign = () =>
      callerError('INVALID_CURSOR', `after: expected a cursor of ${customerId}, got one of another customer`)
    if (ownProfileId === undefined) throw foreign()
    const records = identityRecordsIn(await log.readIdentityChanges([...new Set([...own, ...profileIds])]))
    if (!isConnected(given, own, records)) throw foreign()
    return { customer, positions: repairPositions(given, ownProfileId, records) }
  }

  return async function customerHistory({ customerId, after, filter }, request) {
    if (!isId('cus', customerId)) {
      throw callerError('BAD_USER_INPUT', `customerId: expected cus_…, got "${customerId.slice(0, 80)}"`)
    }
    const checked = checkedFilter(filter)
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
      const isResuming = after !== null && after !== undefined
      return isResuming ? startAfter(customerId, after, request) : startNow(customerId, request, subscriber)
    }
    const { customer, positions } = await start().catch((error: unknown) => {
      subscriber.close()
      throw error
    })

    const follower = createCustomerFollower({
      askedId: customerId,
      customerId: customer.customerId,
      currentProfileIds: customer.profileIds,
      startAt: positions,
      log,
      onFollow: follow,
    })
    follow(positions.keys())
    // The cursor may be behind the log, and what was written before `follow` was not notified.
    if (after) follower.markBehind()

    let reading: AsyncGenerator<Followed, void> | null = null

    function eventOf(followed: Followed | null): HistoryEvent {
      return {
        change: followed?.change ?? 'POSITION',
        interaction: followed?.interaction ?? null,
        cursor: streamCursor.encode(follower.positions()),
        customer: { profileId: follower.customerId() },
      }
    }

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
      position: () => eventOf(null),
      async next() {
        const followed = await nextFollowed()
        const isWanted =
          followed &&
          mayRead(request.principal, followed.interaction) &&
          matchesFilter(checked, followed.interaction)
        return isWanted ? eventOf(followed) : null
      },
      onReadFailed() {
        reading = null
        follower.markBehind()
      },
    })
  }
}

function isSameSet(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
