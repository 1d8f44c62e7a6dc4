import { createBackOff } from '../../../platform/async/backOff.ts'
import { readingUntil } from '../../../platform/mongo/readDeadline.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { TurnWatch, TurnWatchStore, WrittenTurn } from './turnWatchStore.ts'

/** What a subscriber is notified of. Neither may throw or wait. */
export type TurnSubscriber = {
  /** A turn was written; null: perhaps one was, because the change stream was lost. */
  onChange(written: WrittenTurn | null): void
  /** There will be no more calls. */
  onStop(): void
}

export type TurnFanOut = {
  /** The first subscriber opens the change stream. Gives how to unsubscribe. */
  subscribe(subscriber: TurnSubscriber): () => void
  /** Resolves when the first attempt to open the change stream has ended, or after `stop`. */
  opened(): Promise<void>
  /** Close the change stream and notify all subscribers. May be called again. */
  stop(): Promise<void>
}

/**
 * The one change stream on turns of a process. It only notifies: subscribers read the turn, so a change that it loses or
 * repeats does no harm. When it is lost it is opened again, and all subscribers are notified.
 */
export function createTurnFanOut({ store, logger }: { store: TurnWatchStore; logger: Logger }): TurnFanOut {
  const subscribers = new Set<TurnSubscriber>()
  const stopping = new AbortController()
  const backOff = createBackOff()
  let watch: TurnWatch | null = null
  let running: Promise<void> | null = null
  let hasTried: () => void = () => undefined
  const firstTry = new Promise<void>((resolve) => {
    hasTried = resolve
  })

  function notify(written: WrittenTurn | null): void {
    for (const subscriber of subscribers) subscriber.onChange(written)
  }

  /** Read one change stream until it is lost. */
  async function readStream(): Promise<void> {
    watch = await store.open()
    if (stopping.signal.aborted) return
    hasTried()
    notify(null)
    while (!stopping.signal.aborted) {
      const written = await watch.next()
      backOff.reset()
      if (written) notify(written)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await readStream()
      } catch (error) {
        if (stopping.signal.aborted) break
        hasTried()
        logger.warn(
          { event: 'turn_stream_lost', err: error },
          'the change stream of turns was lost; opening it again',
        )
        await backOff.pause(stopping.signal)
      } finally {
        await watch?.close().catch(() => undefined)
        watch = null
      }
    }
    hasTried()
  }

  return {
    subscribe(subscriber) {
      subscribers.add(subscriber)
      if (stopping.signal.aborted) subscriber.onStop()
      // Without a deadline: the stream outlives the request that opens it.
      else running ??= readingUntil(Infinity, run)
      return () => void subscribers.delete(subscriber)
    },
    opened: () => firstTry,
    async stop() {
      stopping.abort()
      hasTried()
      for (const subscriber of subscribers) subscriber.onStop()
      // While it is opening it may wait for a database that does not answer, which must not hold up the stop.
      if (!watch) return
      await watch.close().catch(() => undefined)
      await running
    },
  }
}
