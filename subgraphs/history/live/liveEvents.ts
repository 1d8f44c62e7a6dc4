import { createBackOff } from '../../../platform/async/backOff.ts'
import { type ClosableIterator, createClosableIterator } from '../../../platform/async/closableIterator.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { isDatabaseFault } from '../log/logStore.ts'

export type EventSource<Event> = {
  /** The first event: the position at which the stream begins. */
  position: () => Event
  /** The next event; null when there is none yet and it is to be called again. */
  next: () => Promise<Event | null>
  /** Whether the stream ends after this event. */
  isLast?: (event: Event) => boolean
  /** Called when `next` has rejected. After a database fault it is then called again, with a growing pause. */
  onReadFailed?: () => void
}

/** The events of one subscriber, from its beginning until it leaves, they end, or the process stops. */
export type LiveEvents = {
  /** Create the events. They end with UNAVAILABLE at `stop`. Call it once. */
  events: <Event>(source: EventSource<Event>) => ClosableIterator<Event>
  /** This process stops; also before there are events. */
  stop: () => void
  /** The subscriber leaves. May be called again. */
  close: () => void
}

export function createLiveEvents({ logger, onClose }: { logger: Logger; onClose: () => void }): LiveEvents {
  const closing = new AbortController()
  const backOff = createBackOff()
  let stop = () => closing.abort()

  function close(): void {
    closing.abort()
    onClose()
  }

  async function nextOf<Event>({ next, onReadFailed }: EventSource<Event>): Promise<Event> {
    for (;;) {
      closing.signal.throwIfAborted()
      try {
        const event = await next()
        backOff.reset()
        if (event !== null) return event
      } catch (error) {
        onReadFailed?.()
        if (closing.signal.aborted || !isDatabaseFault(error)) throw error
        logger.warn({ event: 'live_read_failed', err: error }, 'a stream cannot read the log; trying again')
        await backOff.pause(closing.signal)
      }
    }
  }

  return {
    events<Event>(source: EventSource<Event>) {
      let hasBegun = false
      let hasEnded = false
      const events = createClosableIterator<Event>({
        async pull() {
          if (hasEnded) return { done: true, value: undefined }
          const value = hasBegun ? await nextOf(source) : source.position()
          hasBegun = true
          hasEnded = source.isLast?.(value) ?? false
          return { done: false, value }
        },
        async close() {
          close()
        },
      })
      stop = () => events.fail(streamStopped())
      // The process may have stopped before there were events.
      if (closing.signal.aborted) stop()
      return events
    },
    stop: () => stop(),
    close,
  }
}

function streamStopped() {
  return callerError('UNAVAILABLE', 'the stream is stopping; subscribe again after the last cursor', {
    retryable: true,
  })
}
