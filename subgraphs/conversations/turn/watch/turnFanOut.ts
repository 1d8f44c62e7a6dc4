import { createChangeStreamLoop } from '../../../../platform/mongo/changeStreamLoop.ts'
import type { Metrics } from '../../../../platform/metrics/metrics.ts'
import type { Logger } from '../../../../platform/process/log/logger.ts'
import type { TurnWatchStore, WrittenTurn } from './turnWatchStore.ts'

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
  opened: () => Promise<void>
  /** Close the change stream and notify all subscribers. May be called again. */
  stop(): Promise<void>
}

/**
 * The one change stream on turns of a process. It only notifies: subscribers read the turn, so a change that it repeats
 * does no harm. When it is lost it continues where it was lost; when it cannot, all subscribers are notified.
 */
export function createTurnFanOut({
  store,
  logger,
  metrics,
}: {
  store: TurnWatchStore
  logger: Logger
  /** Where losses of the stream are counted; default nowhere. */
  metrics?: Metrics | undefined
}): TurnFanOut {
  const subscribers = new Set<TurnSubscriber>()

  function notify(written: WrittenTurn | null): void {
    for (const subscriber of subscribers) subscriber.onChange(written)
  }

  const loop = createChangeStreamLoop({
    present: store.present,
    open: store.open,
    onBegin: () => notify(null),
    onChange(written) {
      if (written) notify(written)
    },
    ...(metrics && { metrics }),
    logger,
    name: 'turns',
  })

  return {
    subscribe(subscriber) {
      subscribers.add(subscriber)
      if (loop.isStopped()) subscriber.onStop()
      else loop.start()
      return () => void subscribers.delete(subscriber)
    },
    opened: loop.opened,
    async stop() {
      const stopped = loop.stop()
      for (const subscriber of subscribers) subscriber.onStop()
      await stopped
    },
  }
}
