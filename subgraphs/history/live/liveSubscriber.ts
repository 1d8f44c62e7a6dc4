import type { Interaction } from '../../../interactions/interaction.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { type AsyncQueue, createAsyncQueue } from '../../../platform/async/asyncQueue.ts'
import { createBackOff } from '../../../platform/async/backOff.ts'
import { type ClosableIterator, createClosableIterator } from '../../../platform/async/closableIterator.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { ChangeFanOut, FanOutSubscription } from '../changes/changeFanOut.ts'
import { isDatabaseFault } from '../log/logStore.ts'

/** One subscriber of the change fan-out, from its beginning until its events end. */
export type LiveSubscriber = Pick<FanOutSubscription, 'follow' | 'followAll' | 'close'> & {
  /** What was written in the followed logs and not yet taken. */
  pending: Pick<AsyncQueue<Interaction>, 'take' | 'wait'>
  /** Create the events. They end with UNAVAILABLE when this process stops. Call it once. */
  events<Event>(source: EventSource<Event>): ClosableIterator<Event>
}

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

const maxPending = 256

/**
 * Subscribe to what is written. `onGap` is called for whatever was written and is not in `pending`, because the change
 * stream was lost or more was written than is kept: it is to be read from the log.
 */
export function createLiveSubscriber({
  changeFanOut,
  logger,
  onChange = () => undefined,
  onGap,
}: {
  changeFanOut: ChangeFanOut
  logger: Logger
  onChange?: (interaction: Interaction) => void
  onGap: () => void
}): LiveSubscriber {
  const closing = new AbortController()
  const backOff = createBackOff()
  const pending = createAsyncQueue<Interaction>(maxPending)
  let stop = () => closing.abort()

  function dropPending(): void {
    pending.clear()
    pending.wake()
  }

  function reportGap(): void {
    onGap()
    dropPending()
  }

  const subscription = changeFanOut.subscribe({
    onChange(interaction) {
      onChange(interaction)
      if (!pending.push(interaction)) reportGap()
    },
    onGap: reportGap,
    onStop: () => stop(),
  })

  function close(): void {
    closing.abort()
    subscription.close()
    dropPending()
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
    follow: subscription.follow,
    followAll: subscription.followAll,
    pending,
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
    close,
  }
}

function streamStopped() {
  return callerError('UNAVAILABLE', 'the stream is stopping; subscribe again after the last cursor', {
    retryable: true,
  })
}
