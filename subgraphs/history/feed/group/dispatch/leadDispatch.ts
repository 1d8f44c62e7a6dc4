import type { Logger } from '../../../../../platform/process/log/logger.ts'
import type { DispatchFeed, Dispatching } from './dispatchFeed.ts'
import type { DispatchStore } from './dispatchStore.ts'

/** The part of a session in reading the feed for its group. */
export type DispatchLead = {
  /** Take or renew the lease of the dispatcher, and dispatch while the session has it. Call it again and again. */
  keep(): Promise<void>
}

/**
 * Create what dispatches the feed for a session while its group has no other dispatcher. After a failure the next `keep`
 * begins anew. `onAdded` is called when entries were added.
 */
export function createLeadDispatch({
  dispatches,
  dispatchFeed,
  logger,
}: {
  dispatches: Pick<DispatchStore, 'leadDispatch'>
  dispatchFeed: DispatchFeed
  logger: Logger
}) {
  return function leadDispatch(given: Omit<Dispatching, 'cursor'>, onAdded: () => void): DispatchLead {
    const { group, session, signal: closing } = given
    let dispatching: AbortController | null = null

    async function dispatch(cursor: string): Promise<void> {
      const stopping = new AbortController()
      dispatching = stopping
      try {
        await dispatchFeed({ ...given, cursor, signal: AbortSignal.any([stopping.signal, closing]) }, onAdded)
      } catch (error) {
        if (!closing.aborted)
          logger.warn(
            { event: 'feed_group_dispatch_failed', err: error },
            'a consumer group cannot read the feed; trying again',
          )
      } finally {
        dispatching = null
      }
    }

    return {
      async keep() {
        const cursor = await dispatches.leadDispatch(group, session)
        if (cursor === null) dispatching?.abort()
        else if (!dispatching) void dispatch(cursor)
      },
    }
  }
}

export type LeadDispatch = ReturnType<typeof createLeadDispatch>
