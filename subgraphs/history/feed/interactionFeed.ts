import type { Interaction } from '../../../interactions/interaction.ts'
import type { ClosableIterator } from '../../../platform/async/closableIterator.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { identityChangeOf } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import type { SubscriptionInteractionFeedArgs } from '../schemaTypes.ts'
import { feedCursor } from './feedCursor.ts'
import type { Followed } from '../live/customerFollower.ts'
import { changeOf, type FeedEvent } from '../live/historyEvent.ts'
import { createLiveSubscriber } from '../live/liveSubscriber.ts'
import { createSeenRevisions } from './seenRevisions.ts'
import { shownChanges } from '../live/shownChanges.ts'

/**
 * Start `Subscription.interactionFeed`. `accepts` leaves out interactions before anything else is decided about them; the
 * cursor advances over them.
 */
export type InteractionFeed = (
  given: SubscriptionInteractionFeedArgs,
  request: SubgraphRequest,
  options?: { accepts?: (interaction: Interaction) => boolean },
) => Promise<ClosableIterator<FeedEvent>>

/** A read of the log from a time up to the present. */
type Replay = {
  after: { at: Date; id: string }
  rest: Interaction[]
  hasMore: boolean
  startedAt: number
}

/** An interaction, and the time up to which a cursor may advance after it. */
type Found = { interaction: Interaction; replayed: boolean; upTo: number }

/**
 * How long a change can become visible after its `changedAt`: a transaction lives at most 60 s, and the clocks of the
 * writers differ.
 */
const overlapMs = 70_000

const batchSize = 200

/**
 * The feed over all customers, at least once.
 *
 * Live events come from the change stream of the process, in the order of the commits. What it did not notify - before
 * a resume, while it was lost, beyond a full queue - is read from the log by `changedAt`. That is the writer's time,
 * taken before its commit, so a replay starts `overlapMs` before the cursor. It leaves out the revisions that this
 * subscriber was given already, as far as they are remembered, and marks the rest as replayed. A cursor is a time and
 * never expires.
 */
export function createInteractionFeed({
  log,
  changeFanOut,
  clock,
  logger,
}: {
  log: LogStore
  changeFanOut: ChangeFanOut
  clock: Clock
  logger: Logger
}): InteractionFeed {
  return async function interactionFeed({ after, filter }, request, { accepts = () => true } = {}) {
    if (request.principal.rows.customers.which !== 'ALL') throw notForAll()
    const shownOf = shownChanges(filter, request.principal)
    const resumedAt = after === null || after === undefined ? null : feedCursor.decode(after, 'after').at
    const seen = createSeenRevisions()
    let isBehind = resumedAt !== null
    const notifiedAt = new WeakMap<Interaction, number>()
    const subscriber = createLiveSubscriber({
      changeFanOut,
      logger,
      onChange: (interaction) => notifiedAt.set(interaction, clock().getTime()),
      onGap() {
        isBehind = true
      },
    })
    const { pending } = subscriber
    subscriber.followAll()
    await changeFanOut.opened()
    // A gap before this moment is before the beginning of the feed.
    if (resumedAt === null) isBehind = false
    const began = resumedAt ?? clock().getTime()
    let reached = began
    let replay: Replay | null = null

    /**
     * Advance the cursor. Everything still to come has a `changedAt` of at least this time less `overlapMs`. So a replay
     * advances the cursor no further than to its own start, and a writer whose clock is fast no further than to the time
     * of the notification.
     */
    function advanceTo(time: number): void {
      reached = Math.max(reached, time)
    }

    function startReplay(): Replay {
      return {
        after: { at: new Date(Math.max(0, reached - overlapMs)), id: '' },
        rest: [],
        hasMore: true,
        startedAt: clock().getTime(),
      }
    }

    /** The next interaction of a replay; null at its end. */
    async function nextReplayed(running: Replay): Promise<Found | null> {
      if (running.rest.length === 0 && running.hasMore) {
        running.rest = await log.readChangedAfter(running.after, batchSize)
        running.hasMore = running.rest.length === batchSize
      }
      const interaction = running.rest.shift()
      if (!interaction) return null
      running.after = { at: interaction.changedAt, id: interaction.id }
      return { interaction, replayed: true, upTo: running.startedAt }
    }

    /** The next interaction from the log or the change stream; null when there is none yet. */
    async function nextFound(): Promise<Found | null> {
      // A gap during a replay is for the next one.
      if (isBehind && !replay) {
        isBehind = false
        replay = startReplay()
      }
      if (replay) {
        const found = await nextReplayed(replay)
        if (found) return found
        advanceTo(replay.startedAt)
        replay = null
        return null
      }
      const interaction = pending.take()
      if (interaction) return { interaction, replayed: false, upTo: notifiedAt.get(interaction) ?? 0 }
      await pending.wait()
      return null
    }

    function followedOf(interaction: Interaction): Followed {
      const { id, revision, recordedAt } = interaction
      const isNew = !seen.hasAny(id) && (revision === 1 || recordedAt.getTime() > began)
      return { change: isNew ? 'RECORDED' : 'AMENDED', interaction }
    }

    const cursor = () => feedCursor.encode({ at: reached })
    return subscriber.events<FeedEvent>({
      position: () => ({ change: 'POSITION', interaction: null, cursor: cursor(), replayed: false }),
      async next() {
        const found = await nextFound()
        if (!found || seen.has(found.interaction)) return null
        const { interaction, replayed, upTo } = found
        if (!accepts(interaction)) {
          advanceTo(Math.min(interaction.changedAt.getTime(), upTo))
          return null
        }
        const followed = followedOf(interaction)
        seen.add(interaction)
        advanceTo(Math.min(interaction.changedAt.getTime(), upTo))
        const shown = identityChangeOf(interaction)?.isTwin ? null : shownOf(followed)
        return shown && { ...changeOf(followed, shown), cursor: cursor(), replayed }
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
