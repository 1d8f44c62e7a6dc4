import type { Interaction } from '../../../interactions/interaction.ts'
import { type AsyncQueue, createAsyncQueue } from '../../../platform/async/asyncQueue.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { ChangeFanOut, FanOutSubscription } from '../changes/changeFanOut.ts'
import { createLiveEvents, type LiveEvents } from './liveEvents.ts'

/** One subscriber of the change fan-out, from its beginning until its events end. */
export type LiveSubscriber = Pick<FanOutSubscription, 'follow' | 'close'> &
  Pick<LiveEvents, 'events'> & {
    /** What was written in the followed logs and not yet taken. */
    pending: Pick<AsyncQueue<Interaction>, 'take' | 'wait'>
  }

const maxPending = 256

/**
 * Subscribe to what is written. `onGap` is called for whatever was written and is not in `pending`, because the change
 * stream was lost or more was written than is kept: it is to be read from the log.
 */
export function createLiveSubscriber({
  changeFanOut,
  logger,
  onGap,
}: {
  changeFanOut: Pick<ChangeFanOut, 'subscribe'>
  logger: Logger
  onGap: () => void
}): LiveSubscriber {
  const pending = createAsyncQueue<Interaction>(maxPending)

  function dropPending(): void {
    pending.clear()
    pending.wake()
  }

  function reportGap(): void {
    onGap()
    dropPending()
  }

  const live = createLiveEvents({
    logger,
    onClose() {
      subscription.close()
      dropPending()
    },
  })
  const subscription = changeFanOut.subscribe({
    onChange(interaction) {
      if (!pending.push(interaction)) reportGap()
    },
    onGap: reportGap,
    onStop: live.stop,
  })

  return { follow: subscription.follow, pending, events: live.events, close: live.close }
}
