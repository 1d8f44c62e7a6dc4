import type { Interaction } from '../../../interactions/interaction.ts'
import { createAsyncQueue } from '../../../platform/async/asyncQueue.ts'
import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { ClosableIterator } from '../../../platform/async/closableIterator.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { identityChangeOf } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import type { SubscriptionInteractionFeedArgs } from '../schemaTypes.ts'
import { feedCursor } from './feedCursor.ts'
import { createCustomerFilter } from './customerFilter.ts'
import { createReadCustomerTags } from './customerTags.ts'
import { createFeedReader, type Found } from './feedReader.ts'
import type { Followed } from '../live/customerFollower.ts'
import { changeOf, type FeedEvent } from '../live/historyEvent.ts'
import { createLiveEvents } from '../live/liveEvents.ts'
import { shownChanges } from '../live/shownChanges.ts'

/**
 * Start `Subscription.interactionFeed`. `accepts` leaves out interactions before anything else is decided about them; the
 * cursor advances over them. `onStart` is called once with a function that gives the cursor after everything that was
 * delivered or left out so far; null while it is undecided which of the two.
 */
export type InteractionFeed = (
  given: SubscriptionInteractionFeedArgs,
  request: SubgraphRequest,
  options?: {
    accepts?: (interaction: Interaction) => boolean
    onStart?: (cursor: () => string | null) => void
  },
) => Promise<ClosableIterator<FeedEvent>>

/**
 * The feed over all customers: each change once and in the order of commits, see `createFeedReader`. A client that has
 * lost its last cursor gets some again, so it is at least once.
 */
export function createInteractionFeed({
  log,
  changeFanOut,
  identity,
  clock,
  logger,
}: {
  log: Pick<LogStore, 'readChangedAfter'>
  changeFanOut: Pick<ChangeFanOut, 'subscribe' | 'recent' | 'readMissed' | 'opened'>
  identity: Pick<IdentityClient, 'findCustomer' | 'readTags'>
  clock: Clock
  logger: Logger
}): InteractionFeed {
  const readTags = createReadCustomerTags(identity)
  return async function interactionFeed({ after, filter }, request, { accepts = () => true, onStart } = {}) {
    if (request.principal.rows.customers.which !== 'ALL') throw notForAll()
    const shownOf = shownChanges(filter, request.principal)
    const resumed = after === null || after === undefined ? null : feedCursor.decode(after, 'after')
    // Holds nothing: the changes are in `changeFanOut.recent`.
    const waiting = createAsyncQueue<never>(0)
    let onGap: () => void = () => undefined
    const live = createLiveEvents({
      logger,
      onClose() {
        subscription.close()
        waiting.wake()
      },
    })
    const subscription = changeFanOut.subscribe({
      onChange: waiting.wake,
      onGap() {
        onGap()
        waiting.wake()
      },
      onStop: live.stop,
    })
    subscription.followAll()
    const [matchesCustomer] = await Promise.all([
      createCustomerFilter(filter, request, { identity, readTags }),
      changeFanOut.opened(),
    ]).catch((error: unknown) => {
      live.close()
      throw error
    })
    // A gap before this moment is before the beginning of the feed.
    const reader = createFeedReader({
      after: resumed,
      changes: changeFanOut,
      log,
      clock,
      wait: waiting.wait,
    })
    onGap = reader.onGap
    /** It is kept until it is certain whether its customer matches: the reader has passed it already. */
    let found: Found | null = null
    onStart?.(() => (found ? null : reader.cursor()))

    return live.events<FeedEvent>({
      position: () => ({ change: 'POSITION', interaction: null, cursor: reader.cursor(), replayed: false }),
      async next() {
        found ??= await reader.next()
        if (!found) return null
        const { interaction, isNew, replayed, inOrder } = found
        const isMatch =
          accepts(interaction) && (!matchesCustomer || (await matchesCustomer(interaction, inOrder)))
        found = null
        if (!isMatch) return null
        const followed: Followed = { change: isNew ? 'RECORDED' : 'AMENDED', interaction }
        const shown = identityChangeOf(interaction)?.isTwin ? null : shownOf(followed)
        return shown && { ...changeOf(followed, shown), cursor: reader.cursor(), replayed }
      },
    })
  }
}

function notForAll() {
  return callerError(
    'FORBIDDEN',
    'interactionFeed: expected a caller that may see all customers, got one that may see some; follow each of them with customerHistory',
  )
}
