import { setTimeout } from 'node:timers/promises'
import type { Interaction } from '../../../interactions/interaction.ts'
import { createBackOff } from '../../../platform/async/backOff.ts'
import { readingUntil } from '../../../platform/mongo/readDeadline.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import { type Changes, type ChangeStore, isUnsupported } from './changeStore.ts'

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
  subscribe(subscriber: Subscriber): FanOutSubscription
  /**
   * Resolves when the first attempt to open the change stream has ended, or after `stop`. If the attempt failed,
   * `onGap` is called later: at each poll, or when the stream is open.
   */
  opened(): Promise<void>
  /** Close the change stream and notify all subscribers. May be called again. */
  stop(): Promise<void>
}

const pollEveryMs = 500

/**
 * The one change stream of a process, distributed in memory by log. It only notifies: it may lose changes, repeat them
 * or start again, and only the log counts. When the stream is lost it is opened again from the present, and `onGap` is
 * called for all subscribers. Where the server has no change streams, `onGap` is called regularly.
 */
export function createChangeFanOut({ store, logger }: { store: ChangeStore; logger: Logger }): ChangeFanOut {
  const subscribers = new Set<Subscriber>()
  const ofAllLogs = new Set<Subscriber>()
  const byProfile = new Map<string, Set<Subscriber>>()
  const stopping = new AbortController()
  const backOff = createBackOff()
  let changes: Changes | null = null
  let running: Promise<void> | null = null
  let hasTried: () => void = () => undefined
  const firstTry = new Promise<void>((resolve) => {
    hasTried = resolve
  })

  function distribute(interaction: Interaction): void {
    for (const subscriber of byProfile.get(interaction.profileId) ?? []) subscriber.onChange(interaction)
    for (const subscriber of ofAllLogs) subscriber.onChange(interaction)
  }

  function reportGap(): void {
    for (const subscriber of subscribers) subscriber.onGap()
  }

  async function poll(): Promise<void> {
    logger.warn(
      { event: 'change_streams_missing', pollEveryMs },
      'the database has no change streams; polling',
    )
    hasTried()
    while (!stopping.signal.aborted) {
      await setTimeout(pollEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      reportGap()
    }
  }

  /** Read one change stream until it is lost. */
  async function readStream(): Promise<void> {
    changes = await store.open()
    if (!changes) return poll()
    if (stopping.signal.aborted) return
    hasTried()
    reportGap()
    while (!stopping.signal.aborted) {
      const interaction = await changes.next()
      backOff.reset()
      if (interaction) distribute(interaction)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await readStream()
      } catch (error) {
        if (stopping.signal.aborted) break
        hasTried()
        if (isUnsupported(error)) return poll()
        logger.warn(
          { event: 'change_stream_lost', err: error },
          'the change stream was lost; opening it again',
        )
        await backOff.pause(stopping.signal)
      } finally {
        await changes?.close().catch(() => undefined)
        changes = null
      }
    }
    hasTried()
  }

  return {
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
      if (stopping.signal.aborted) subscriber.onStop()
      // Without a deadline: the stream outlives the request that opens it.
      else running ??= readingUntil(Infinity, run)
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
    opened: () => firstTry,
    async stop() {
      stopping.abort()
      // Release whoever waits in `opened`: `onStop` reports that there will be no stream.
      hasTried()
      for (const subscriber of subscribers) subscriber.onStop()
      // While it is opening it may wait for a database that does not answer, which must not hold up the stop.
      if (!changes) return
      await changes.close().catch(() => undefined)
      await running
    },
  }
}
