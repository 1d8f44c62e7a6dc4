import { callerError } from '../../../platform/errors/errors.ts'
import type { CustomerProfiles, IdentityClient } from '../../../interactions/recording/identityClient.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { createBackOff } from '../../../platform/lang/backOff.ts'
import { mayRead } from '../../../interactions/visibility.ts'
import { isConnected, repairPositions } from './cursorOwnership.ts'
import { createCustomerFollower, type Met } from './customerFollower.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import type { HistoryEvent } from './historyEvent.ts'
import { checkedFilter, matchesFilter } from '../page/historyFilter.ts'
import type { SubscriptionCustomerHistoryArgs } from '../schemaTypes.ts'
import { identityRecordsIn } from '../log/identityChange.ts'
import type { LiveIterator } from './liveIterator.ts'
import { createLiveSubscriber, type LiveSubscriber } from './liveSubscriber.ts'
import { isDatabaseFault, type LogStore } from '../log/logStore.ts'
import { type LogPositions, streamCursor } from '../log/streamCursor.ts'

/** Begin to follow a customer, as Subscription.customerHistory of the schema promises. */
export type CustomerHistory = (
  given: SubscriptionCustomerHistoryArgs,
  request: SubgraphRequest,
) => Promise<LiveIterator<HistoryEvent>>

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
    // A scope of its own: what the request has loaded before may be old.
    const customer = await identity.findCustomer(customerId, { ...request, scope: createRequestScope() })
    if (customer) return customer
    throw callerError('NOT_FOUND', `customerId: no customer has the id ${customerId}`)
  }

  /** Begin at the ends of the logs of all who are the customer at that moment. */
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
    const known = new Set([...customer.profileIds, customerId])
    const profileIds = [...given.keys()]
    const ownProfileId = given.has(customerId) ? customerId : profileIds.find((id) => known.has(id))
    const foreign = () =>
      callerError('INVALID_CURSOR', `after: expected a cursor of ${customerId}, got one of another customer`)
    if (ownProfileId === undefined) throw foreign()
    const records = identityRecordsIn(await log.readIdentityChanges([...new Set([...known, ...profileIds])]))
    if (!isConnected(given, known, records)) throw foreign()
    return { customer, positions: repairPositions(given, ownProfileId, records) }
  }

  return async function customerHistory({ customerId, after, filter }, request) {
    if (!isId('cus', customerId)) {
      throw callerError('BAD_USER_INPUT', `customerId: expected cus_…, got "${customerId.slice(0, 80)}"`)
    }
    const passing = checkedFilter(filter)
    let hasMissed = false
    const subscriber = createLiveSubscriber({
      changeFanOut,
      onMissed() {
        hasMissed = true
      },
    })
    const { follow, heard, signal } = subscriber
    const backOff = createBackOff()

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
    // Where he goes on from may lie behind, and what was written while he was not yet listening was not heard.
    if (after) follower.markBehind()

    let reading: AsyncGenerator<Met, void> | null = null
    let hasSaidPosition = false

    function event(met: Met | null): HistoryEvent {
      return {
        change: met?.change ?? 'POSITION',
        interaction: met?.interaction ?? null,
        cursor: streamCursor.encode(follower.positions),
        customer: { profileId: follower.customerId() },
      }
    }

    /** Go on with what is being read, else with what must be read, else with what was heard, else wait. */
    async function nextMet(): Promise<Met | null> {
      if (reading) {
        const { value } = await reading.next()
        if (value) return value
        reading = null
      }
      if (hasMissed) follower.markBehind()
      hasMissed = false
      if (follower.isBehind()) {
        reading = follower.readOn()
        return null
      }
      const interaction = heard.take()
      if (interaction) reading = follower.take(interaction)
      else await heard.more()
      return null
    }

    async function pull(): Promise<HistoryEvent> {
      if (!hasSaidPosition) {
        hasSaidPosition = true
        return event(null)
      }
      for (;;) {
        signal.throwIfAborted()
        try {
          const met = await nextMet()
          backOff.reset()
          if (met && mayRead(request.principal, met.interaction) && matchesFilter(passing, met.interaction))
            return event(met)
        } catch (error) {
          reading = null
          follower.markBehind()
          if (signal.aborted || !isDatabaseFault(error)) throw error
          logger.warn(
            { event: 'history_read_failed', err: error },
            'a live history cannot be read; trying again',
          )
          await backOff.pause(signal)
        }
      }
    }

    return subscriber.events(pull)
  }
}

function isSameSet(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
