import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Interaction } from '../../../../../interactions/interaction.ts'
import type { IdentityClient } from '../../../../../interactions/recording/identityClient.ts'
import type { ClosableIterator } from '../../../../../platform/async/closableIterator.ts'
import { createRequestScope, type SubgraphRequest } from '../../../../../platform/subgraph/requestScope.ts'
import type { FeedEvent } from '../../../live/historyEvent.ts'
import type { FeedFilter } from '../../../schemaTypes.ts'
import type { InteractionFeed } from '../../interactionFeed.ts'
import type { CustomerNow, DispatchStore } from './dispatchStore.ts'
import type { NewEntry } from '../feedGroup.ts'

/** What the dispatcher of a group is given. */
export type Dispatching = {
  group: string
  session: string
  /** Where the feed is read on. */
  cursor: string
  filter: FeedFilter | null
  request: SubgraphRequest
  /** Stops the dispatcher. */
  signal: AbortSignal
}

/** An event of the feed with its interaction, also when the event itself shows none. */
type Delivered = { event: FeedEvent; interaction: Interaction | null }

/** Events, and the cursor after them. */
type Batch = { events: Delivered[]; cursor: string }

const mostAtOnce = 100
const fullPauseMs = 200
/** How often the cursor of a group is stored while nothing matches its filter. */
const idleMs = 5_000

/**
 * Create the dispatcher: it reads the feed from a cursor and adds an entry for each change to the queue of the group. It
 * ends when it is stopped and when another session has the lease, and rejects when it cannot go on. What it has not
 * written then is read again by the next dispatcher. `onAdded` is called after each write.
 */
export function createDispatchFeed({
  interactionFeed,
  dispatches,
  identity,
}: {
  interactionFeed: InteractionFeed
  dispatches: Pick<DispatchStore, 'dispatch' | 'isFull'>
  identity: Pick<IdentityClient, 'findCustomer'>
}) {
  /** The customers of these profiles at this moment, by profile. One that cannot be found is a customer of their own. */
  async function customersOf(
    profileIds: Iterable<string>,
    request: SubgraphRequest,
  ): Promise<Map<string, CustomerNow>> {
    // In a scope of its own: what the stream loaded before may be out of date.
    const now = { ...request, scope: createRequestScope({ call: request.scope.call }) }
    const found = [...new Set(profileIds)].map(async (profileId) => {
      const customer = await identity.findCustomer(profileId, now)
      return [profileId, customer ?? { customerId: profileId, profileIds: [profileId] }] as const
    })
    return new Map(await Promise.all(found))
  }

  async function write({ events: batch, cursor }: Batch, dispatching: Dispatching): Promise<boolean> {
    const { group, session, request, signal } = dispatching
    while (await dispatches.isFull(group)) {
      await setTimeout(fullPauseMs, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return false
    }
    const added = batch.flatMap(({ event, interaction }): NewEntry[] =>
      event.change === 'POSITION' || !interaction
        ? []
        : [{ change: event.change === 'RECORDED' ? 'RECORDED' : 'AMENDED', interaction }],
    )
    const customers = await customersOf(
      added.map(({ interaction }) => interaction.profileId),
      request,
    )
    return dispatches.dispatch(group, session, { entries: added, cursor, customers })
  }

  return async function dispatchFeed(dispatching: Dispatching, onAdded: () => void): Promise<void> {
    const { cursor, filter, request, signal } = dispatching
    let last: Interaction | null = null
    let presentCursor: () => string | null = () => null
    const feed = await interactionFeed({ after: cursor, filter }, request, {
      accepts(interaction) {
        last = interaction
        return true
      },
      onStart(readCursor) {
        presentCursor = readCursor
      },
    })
    const stop = () => void feed.return().catch(() => undefined)
    signal.addEventListener('abort', stop, { once: true })
    try {
      if (signal.aborted) return
      for await (const batch of batchesOf(
        feed,
        () => last,
        () => presentCursor(),
      )) {
        if (!(await write(batch, dispatching))) return
        onAdded()
      }
    } finally {
      signal.removeEventListener('abort', stop)
      await feed.return()
    }
  }
}

/**
 * What the feed delivers, as many events together as there are, in its order; from time to time only the cursor, when there
 * are none.
 */
async function* batchesOf(
  feed: ClosableIterator<FeedEvent>,
  lastAccepted: () => Interaction | null,
  presentCursor: () => string | null,
): AsyncGenerator<Batch, void> {
  // The feed looks for its next event only when it is asked, so the interaction that it accepted last is the event's.
  function next() {
    const delivered = feed
      .next()
      .then((result): Delivered | null =>
        result.done ? null : { event: result.value, interaction: lastAccepted() },
      )
    // It may fail before it is waited for.
    delivered.catch(() => undefined)
    return delivered
  }
  let following = next()
  for (;;) {
    const idle = new AbortController()
    const first = await Promise.race([following, isIdle(idle.signal)])
    if (first === 'IDLE') {
      // All that this cursor is after was delivered: else there would be an event.
      const cursor = presentCursor()
      if (cursor !== null) yield { events: [], cursor }
      continue
    }
    idle.abort()
    if (!first) return
    const batch = [first]
    following = next()
    while (batch.length < mostAtOnce) {
      const more = await Promise.race([following, setImmediate('NONE' as const)])
      if (more === 'NONE' || more === null) break
      batch.push(more)
      following = next()
    }
    yield { events: batch, cursor: batch.at(-1)?.event.cursor ?? first.event.cursor }
  }
}

function isIdle(signal: AbortSignal): Promise<'IDLE'> {
  return setTimeout(idleMs, 'IDLE' as const, { signal, ref: false }).catch(() => 'IDLE' as const)
}

export type DispatchFeed = ReturnType<typeof createDispatchFeed>
