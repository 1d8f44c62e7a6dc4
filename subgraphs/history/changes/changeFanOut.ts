import type { Interaction } from '../../../interactions/interaction.ts'
import { createChangeStreamLoop } from '../../../platform/mongo/changeStreamLoop.ts'
import { createMetrics, type Metrics } from '../../../platform/metrics/metrics.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { ChangePlace, ChangeStore, LiveChange } from './changeStore.ts'
import { createReadMissed, type ReadMissed } from './missedChanges.ts'
import { createRecentChanges, type RecentChanges } from './recentChanges.ts'

/** What a subscriber is notified of. None of these may throw or wait. */
export type Subscriber = {
  /** This was written, in the revision of the write or a later one. Calls for one log come in order of its positions. */
  onChange(interaction: Interaction): void
  /** Something may have been written without a call of `onChange`: read the log. */
  onGap(): void
  /** There will be no more calls. */
  onStop(): void
}

/** For whatever is committed after `follow` returned, either `onChange` or `onGap` is called. */
export type FanOutSubscription = {
  /** Follow these logs, and no others. */
  follow: (profileIds: Iterable<string>) => void
  /** Follow all logs. */
  followAll: () => void
  close(): void
}

export type ChangeFanOut = {
  /** The first subscriber opens the change stream. After `stop`, `onStop` is called at once. */
  subscribe: (subscriber: Subscriber) => FanOutSubscription
  /** The latest changes. When `onChange` is called, they have the change. */
  recent: Omit<RecentChanges, 'add' | 'begin'>
  /** What was committed before the latest changes. */
  readMissed: ReadMissed
  /**
   * Resolves when the first attempt to open the change stream has ended, or after `stop`. If the attempt failed,
   * `onGap` is called later: at each poll, or when the stream is open.
   */
  opened: () => Promise<void>
  /** Close the change stream and notify all subscribers. May be called again. */
  stop: () => Promise<void>
}

/**
 * The one change stream of a process, distributed in memory by log. It only notifies: it may repeat changes, and only
 * the log counts. When it is lost it continues where it was lost, and nothing is reported. When it cannot, because the
 * oplog does not reach back or the collection was dropped, it begins at the present, and `onGap` is called for all
 * subscribers. Where the server has no change streams, `onGap` is called regularly.
 */
export function createChangeFanOut({
  store,
  logger,
  metrics = createMetrics(),
  recent = createRecentChanges(),
}: {
  store: ChangeStore
  logger: Logger
  /** Where the stream is measured; default nowhere. */
  metrics?: Metrics
  recent?: RecentChanges
}): ChangeFanOut {
  const subscribers = new Set<Subscriber>()
  const ofAllLogs = new Set<Subscriber>()
  const byProfile = new Map<string, Set<Subscriber>>()

  const observeDelay = metrics.durations({
    name: 'elo_change_stream_delay_seconds',
    help: 'From the commit of a change to its arrival in this process, in whole seconds of the clock of the database.',
    labels: ['stream'],
  })
  const stream = { stream: 'interactions' }

  const loop = createChangeStreamLoop<LiveChange, ChangePlace>({
    present: store.present,
    open: store.open,
    onBegin(place) {
      recent.begin(place)
      for (const subscriber of subscribers) subscriber.onGap()
    },
    onChange(change) {
      observeDelay(Math.max(0, Date.now() - (change.time.seconds + 1) * 1_000), stream)
      recent.add(change)
      const { interaction } = change
      if (!interaction) return
      for (const subscriber of byProfile.get(interaction.profileId) ?? []) subscriber.onChange(interaction)
      for (const subscriber of ofAllLogs) subscriber.onChange(interaction)
    },
    metrics,
    logger,
    name: 'interactions',
  })

  return {
    recent,
    readMissed: createReadMissed({ store, recent }),
    subscribe(subscriber) {
      let followed: string[] = []
      const unfollow = () => {
        ofAllLogs.delete(subscriber)
        for (const profileId of followed) {
          const others = byProfile.get(profileId)
          others?.delete(subscriber)
          if (others?.size === 0) byProfile.delete(profileId)
        }
      }
      subscribers.add(subscriber)
      if (loop.isStopped()) subscriber.onStop()
      else loop.start()
      return {
        follow(profileIds) {
          unfollow()
          followed = [...profileIds]
          for (const profileId of followed) {
            const others = byProfile.get(profileId) ?? new Set()
            byProfile.set(profileId, others.add(subscriber))
          }
        },
        followAll() {
          unfollow()
          ofAllLogs.add(subscriber)
        },
        close() {
          unfollow()
          subscribers.delete(subscriber)
        },
      }
    },
    opened: loop.opened,
    async stop() {
      const stopped = loop.stop()
      for (const subscriber of subscribers) subscriber.onStop()
      await stopped
    },
  }
}
