import type { Clock } from '../../../platform/process/clock.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { createBackOff } from '../../../platform/lang/backOff.ts'
import { mayRead } from '../../../interactions/visibility.ts'
import type { ChangeFanOut } from '../changes/changeFanOut.ts'
import { feedCursor } from './feedCursor.ts'
import type { FeedEvent } from './historyEvent.ts'
import { checkedFilter, matchesFilter } from '../page/historyFilter.ts'
import type { HistoryChange, SubscriptionInteractionFeedArgs } from '../schemaTypes.ts'
import { identityChangeOf } from '../log/identityChange.ts'
import type { LiveIterator } from './liveIterator.ts'
import { createLiveSubscriber } from './liveSubscriber.ts'
import { isDatabaseFault, type LogStore } from '../log/logStore.ts'
import { createSeenRevisions } from './seenRevisions.ts'

/** Begin to follow all customers, as Subscription.interactionFeed of the schema promises. */
export type InteractionFeed = (
  given: SubscriptionInteractionFeedArgs,
  request: SubgraphRequest,
) => Promise<LiveIterator<FeedEvent>>

/** A reading of the log from a time on up to the present; `startedAt` is when it began. */
type Replay = {
  after: { at: Date; id: string }
  rest: Interaction[]
  hasMore: boolean
  startedAt: number
}

/** `upTo` is a time before which everything was committed that comes no later. */
type Found = { interaction: Interaction; replayed: boolean; upTo: number }

/** How far a time of change can lie before the moment it became visible: a transaction lives 60 s, clocks differ. */
const overlapMs = 70_000

const batchSize = 200

/**
 * The feed over all customers, at least once.
 *
 * Live, events come from the process's change stream, in the order of commits. Whatever was not heard there - before
 * a resume, while the stream was lost, beyond a full queue - is read from the log by `changedAt`. That is the
 * writer's time, taken before his commit, so a replay begins `overlapMs` before the cursor; what this subscriber was
 * given already is left out as far as it is remembered, and the rest is marked as replayed. A cursor is a time and
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
  return async function interactionFeed({ after, filter }, request) {
    const passing = checkedFilter(filter)
    const resumedAt = after === null || after === undefined ? null : feedCursor.decode(after, 'after').at
    const seen = createSeenRevisions()
    let isBehind = resumedAt !== null
    const heardAt = new WeakMap<Interaction, number>()
    const subscriber = createLiveSubscriber({
      changeFanOut,
      onHeard: (interaction) => heardAt.set(interaction, clock().getTime()),
      onMissed() {
        isBehind = true
      },
    })
    const { heard, signal } = subscriber
    const backOff = createBackOff()
    subscriber.followAll()
    await changeFanOut.opened()
    if (resumedAt === null) {
      // Opened just now: whatever was missed until here was before the beginning.
      isBehind = false
    }
    const began = resumedAt ?? clock().getTime()
    let reached = began
    let replay: Replay | null = null
    let hasSaidPosition = false

    /**
     * Whatever is still to come changed no more than `overlapMs` before this time. So a replay leads no further than to
     * its own beginning, and one of a writer whose clock is fast no further than to when it was heard.
     */
    function reachTo(time: number): void {
      reached = Math.max(reached, time)
    }

    /** The next interaction from the log or the stream; null when there is none at this moment. */
    async function nextFound(): Promise<Found | null> {
      // One that runs reaches the present; what is missed meanwhile is for the next one.
      if (isBehind && !replay) {
        isBehind = false
        replay = {
          after: { at: new Date(Math.max(0, reached - overlapMs)), id: '' },
          rest: [],
          hasMore: true,
          startedAt: clock().getTime(),
        }
      }
      if (replay) {
        if (replay.rest.length === 0 && replay.hasMore) {
          replay.rest = await log.readChangedAfter(replay.after, batchSize)
          replay.hasMore = replay.rest.length === batchSize
        }
        const interaction = replay.rest.shift()
        if (interaction) {
          replay.after = { at: interaction.changedAt, id: interaction.id }
          return { interaction, replayed: true, upTo: replay.startedAt }
        }
        reachTo(replay.startedAt)
        replay = null
        return null
      }
      const interaction = heard.take()
      if (interaction) return { interaction, replayed: false, upTo: heardAt.get(interaction) ?? 0 }
      await heard.more()
      return null
    }

    function changeOf({ id, revision, recordedAt }: Interaction): HistoryChange {
      const isNew = !seen.hasAny(id) && (revision === 1 || recordedAt.getTime() > began)
      return isNew ? 'RECORDED' : 'AMENDED'
    }

    function isWanted(interaction: Interaction): boolean {
      return (
        !identityChangeOf(interaction)?.isTwin &&
        mayRead(request.principal, interaction) &&
        matchesFilter(passing, interaction)
      )
    }

    async function pull(): Promise<FeedEvent> {
      if (!hasSaidPosition) {
        hasSaidPosition = true
        const cursor = feedCursor.encode({ at: reached })
        return { change: 'POSITION', interaction: null, cursor, replayed: false }
      }
      for (;;) {
        signal.throwIfAborted()
        try {
          const found = await nextFound()
          backOff.reset()
          if (!found || seen.has(found.interaction)) continue
          const { interaction, replayed, upTo } = found
          const change = changeOf(interaction)
          seen.add(interaction)
          reachTo(Math.min(interaction.changedAt.getTime(), upTo))
          if (!isWanted(interaction)) continue
          const cursor = feedCursor.encode({ at: reached })
          return { change, interaction, cursor, replayed }
        } catch (error) {
          if (signal.aborted || !isDatabaseFault(error)) throw error
          logger.warn({ event: 'feed_read_failed', err: error }, 'the feed cannot be read; trying again')
          await backOff.pause(signal)
        }
      }
    }

    return subscriber.events(pull)
  }
}
