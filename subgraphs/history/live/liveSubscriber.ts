import type { GraphQLError } from 'graphql'
import type { Interaction } from '../../../interactions/interaction.ts'
import type { ChangeFanOut, Ear } from '../changes/changeFanOut.ts'
import { createPendingInteractions, type PendingInteractions } from '../changes/pendingInteractions.ts'
import { createLiveIterator, type LiveIterator } from './liveIterator.ts'
import { streamStopped } from './streamStopped.ts'

/** One subscriber of the process's change stream, from its beginning until its events end. */
export type LiveSubscriber = {
  /** Which logs are followed. */
  follow: Ear['follow']
  followAll: Ear['followAll']
  /** What was written in these logs and not yet taken. */
  heard: Pick<PendingInteractions, 'take' | 'more'>
  /** Aborts when the events end. */
  signal: AbortSignal
  /** The events, each of which `pull` makes. They end with UNAVAILABLE when this process stops. Call it once. */
  events<Event>(pull: () => Promise<Event>): LiveIterator<Event>
  /** Follow nothing any longer: there will be no events. */
  close(): void
}

/**
 * Subscribe to what is written. Whatever was written and is not in `heard`, as the stream was lost or more was written
 * than is kept, is said by `onMissed`: it is to be read from the log.
 */
export function createLiveSubscriber({
  changeFanOut,
  onHeard = () => undefined,
  onMissed,
}: {
  changeFanOut: ChangeFanOut
  onHeard?: (interaction: Interaction) => void
  onMissed: () => void
}): LiveSubscriber {
  const closing = new AbortController()
  const heard = createPendingInteractions(onMissed)
  let end: (error: GraphQLError) => void = () => closing.abort()
  const ear = changeFanOut.listen({
    heard(interaction) {
      onHeard(interaction)
      heard.add(interaction)
    },
    missed() {
      onMissed()
      heard.forget()
      heard.wake()
    },
    stopped: () => end(streamStopped()),
  })

  function close(): void {
    closing.abort()
    ear.close()
    heard.forget()
    heard.wake()
  }

  return {
    follow: ear.follow,
    followAll: ear.followAll,
    heard,
    signal: closing.signal,
    events(pull) {
      const events = createLiveIterator({ pull, release: close })
      end = events.fail
      // It may have stopped before there were events.
      if (closing.signal.aborted) events.fail(streamStopped())
      return events
    },
    close,
  }
}
