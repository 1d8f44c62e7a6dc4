import { createBackOff } from '../../../../platform/async/backOff.ts'
import { type ClosableIterator, createClosableIterator } from '../../../../platform/async/closableIterator.ts'
import { createSignal } from '../../../../platform/async/signal.ts'
import { readingUntil } from '../../../../platform/mongo/readDeadline.ts'
import type { Logger } from '../../../../platform/process/log/logger.ts'
import { createRepeatedJob } from '../../../../platform/process/repeatedJob.ts'
import type { SubgraphRequest } from '../../../../platform/subgraph/requestScope.ts'
import { changeOf, type FeedEvent } from '../../live/historyEvent.ts'
import { isDatabaseFault } from '../../log/logStore.ts'
import type { FeedFilter } from '../../schemaTypes.ts'
import type { ClaimStore, Decide } from './claimStore.ts'
import { type GivenEntry, isStalled, leaseMs } from './feedGroup.ts'
import { groupCursor } from './groupCursor.ts'
import { endedError, stalledError, stoppedError } from './groupErrors.ts'
import type { GroupSignals } from './groupSignals.ts'
import type { LeadDispatch } from './dispatch/leadDispatch.ts'
import type { MembershipStore } from './membershipStore.ts'

/** A session that has begun. */
export type MemberSession = {
  group: string
  /** The names, for messages. */
  groupName: string
  member: string
  session: string
  /** The cursor of the first event, when it is not the position before the first entry. */
  position: string | null
  filter: FeedFilter | null
  request: SubgraphRequest
  decide: Decide
}

/** The events of one member, and how to end them when the process stops. */
export type MemberEvents = { events: ClosableIterator<FeedEvent>; stop(): Promise<void> }

const renewEveryMs = 1_000
/** How often a member looks for what members in other processes left or added for it. */
const pollMs = 200
/** How many entries are claimed at once, so that members share a sudden load. */
const claimedAtOnce = 10

/**
 * Create what runs the session of a member: it claims entries and delivers them, renews the lease, and dispatches the feed
 * while the group has no other dispatcher. It ends with CONFLICT when a later session took its place, its group was deleted
 * or nothing was acknowledged in time, and with UNAVAILABLE when it lost its lease or the process stops.
 */
export function createGroupMember({
  memberships,
  claims,
  signals,
  leadDispatch,
  logger,
}: {
  memberships: MembershipStore
  claims: ClaimStore
  signals: GroupSignals
  leadDispatch: LeadDispatch
  logger: Logger
}) {
  /** `onEnd` is called once, when the session ends. */
  return function followGroup(begun: MemberSession, onEnd: () => void): MemberEvents {
    const { group, groupName, member, session, filter, request, decide } = begun
    const closing = new AbortController()
    const backOff = createBackOff()
    const lead = leadDispatch({ group, session, filter, request, signal: closing.signal }, () =>
      signals.signal(group),
    )
    const given: GivenEntry[] = []
    let hasBegun = false
    let lastPlace = 0
    /** By the clock of this process, and not later than by that of the database. */
    let leasedUntil = performance.now() + leaseMs
    const mayHaveMore = createSignal()
    const stopListening = signals.listen(group, mayHaveMore.raise)

    const cursorOf = (place: number) => groupCursor.encode({ group, session, place })
    const isClosing = () => closing.signal.aborted

    const endError = async () => endedError(await memberships.endOf(group, member), { groupName, member })

    /** Claim entries; false when there are none. */
    async function claim(): Promise<boolean> {
      const claimed = await claims.claim({ group, session, given: lastPlace, limit: claimedAtOnce, decide })
      if (!claimed) throw await endError()
      given.push(...claimed.entries)
      lastPlace = claimed.entries.at(-1)?.place ?? lastPlace
      return !claimed.isEmpty
    }

    async function nextEvent(): Promise<FeedEvent> {
      for (;;) {
        closing.signal.throwIfAborted()
        try {
          // A process that was paused finds out that others may have its entries before it delivers them.
          if (given.length > 0 && performance.now() > leasedUntil) await renew()
          const entry = given.shift()
          if (entry) return eventOf(entry)
          if (!(await claim())) await mayHaveMore.wait(pollMs)
          backOff.reset()
        } catch (error) {
          if (isClosing() || !isDatabaseFault(error)) throw error
          logger.warn(
            { event: 'feed_group_failed', err: error },
            'a consumer group cannot be read; trying again',
          )
          await backOff.pause(closing.signal)
        }
      }
    }

    function eventOf({ change, interaction, shown, place, isRepeated }: GivenEntry): FeedEvent {
      return {
        ...changeOf({ change, interaction }, shown),
        cursor: cursorOf(place),
        replayed: isRepeated,
      }
    }

    async function renew(): Promise<void> {
      const askedAt = performance.now()
      const renewed = await memberships.renew(session)
      if (!renewed) throw await endError()
      if (isStalled(renewed)) throw stalledError(member)
      leasedUntil = askedAt + leaseMs
    }

    async function keep(): Promise<void> {
      await renew()
      if ((await memberships.endExpired(group)) > 0) signals.signal(group)
      await lead.keep()
    }

    const keeping = createRepeatedJob({
      run: () => readingUntil(Infinity, keep),
      pauseMs: renewEveryMs,
      onFailure(error) {
        if (isClosing()) return
        if (!isDatabaseFault(error)) return events.fail(error)
        logger.warn(
          { event: 'feed_group_failed', err: error },
          'a consumer group cannot be kept; trying again',
        )
      },
    })

    let leaving: Promise<void> | null = null
    const leaveOnce = () => (leaving ??= leave())

    async function leave(): Promise<void> {
      closing.abort()
      onEnd()
      mayHaveMore.raise()
      stopListening()
      // What takes the lease of the dispatcher at this moment does so before the session ends.
      await keeping.stop()
      try {
        await memberships.leave(group, session)
      } catch (error) {
        // Its lease ends soon.
        logger.warn({ event: 'feed_group_failed', err: error }, 'a member could not leave its consumer group')
      }
      signals.signal(group)
    }

    const events = createClosableIterator<FeedEvent>({
      async pull() {
        if (hasBegun) return { done: false, value: await readingUntil(Infinity, nextEvent) }
        hasBegun = true
        const cursor = begun.position ?? cursorOf(0)
        return { done: false, value: { change: 'POSITION', interaction: null, cursor, replayed: false } }
      },
      close: leaveOnce,
    })
    keeping.start()
    return {
      events,
      async stop() {
        events.fail(stoppedError())
        await leaveOnce()
      },
    }
  }
}

export type GroupMember = ReturnType<typeof createGroupMember>
