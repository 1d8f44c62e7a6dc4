import { setImmediate } from 'node:timers/promises'
import type { GraphQLError } from 'graphql'
import type { ClosableIterator } from '../../platform/async/closableIterator.ts'
import type { SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import { createSharedRing, type SharedEvent } from './sharedRing.ts'

/** The bounds of what a stream keeps. */
export type SharedLimits = {
  /** Events; the oldest is dropped. */
  maxEvents: number
  /** Their JSON, for each member, up to `maxMembers` of them. */
  maxBytesOfMember: number
  maxMembers: number
}

export const sharedLimits: SharedLimits = { maxEvents: 256, maxBytesOfMember: 16 * 1024, maxMembers: 16 }

const wokenAtOnce = 512

/** How a stream ended: complete, or with an error. */
export type StreamEnd = { error: unknown } | 'complete'

/**
 * One upstream that several subscribers read. It is read on only when a member waits for its next event, so the fastest
 * member sets the pace. Every member has a number of its own in the ring; one that is slower than the ring is long finds
 * its next event dropped.
 */
export type SharedStream = {
  /** The subscriber that its upstream was opened for, and the cursor after which it began. */
  readonly openedFor: string
  readonly after: string | null
  /** Resolves when the upstream is open, or with why it was refused. */
  opened(): Promise<readonly GraphQLError[] | null>
  /** The event with this number; undefined when it has not come, null when it was dropped. */
  at(number: number): SharedEvent | undefined | null
  /** The number of the event after the one with this cursor; null when one cannot read on there. */
  numberAfter(cursor: string): number | null
  /** The number that the next event will have. */
  end(): number
  /** The cursor of the newest event that has one. */
  cursor(): string | null
  /** Null while it goes on. What is in the ring then can still be read. */
  ended(): StreamEnd | null
  /** Whether a member has read everything and waits. */
  isAwaited(): boolean
  /** Read on. The `wake` of each member that waits is called when the next event has come, or the stream has ended. */
  readOn(): void
  enter(member: SharedMember): void
  /** The upstream is closed when the last member leaves. */
  leave(member: SharedMember): void
}

/** A subscriber of a stream; `wake` is set while it waits. */
export type SharedMember = { wake: (() => void) | null }

export function createSharedStream({
  openedFor,
  after,
  open,
  limits,
  onClose,
}: {
  openedFor: string
  after: string | null
  open: () => Promise<SubscriptionOutcome<SharedEvent>>
  limits: SharedLimits
  /** Called once: nobody else may enter. */
  onClose: () => void
}): SharedStream {
  const ring = createSharedRing()
  const members = new Set<SharedMember>()
  let upstream: ClosableIterator<SharedEvent> | null = null
  let isClosed = false
  let isPulling = false
  let ended: StreamEnd | null = null
  let cursor: string | null = null
  const opening = begin()

  async function begin(): Promise<readonly GraphQLError[] | null> {
    try {
      const outcome = await open()
      if (!('next' in outcome)) {
        close()
        return outcome
      }
      if (isClosed) await outcome.return()
      else upstream = outcome
      return null
    } catch (error) {
      close()
      throw error
    }
  }
  // Each member waits for it, and there can be none any more.
  opening.catch(() => undefined)

  function close(): void {
    if (isClosed) return
    isClosed = true
    onClose()
    // What its close rejects with concerns no member: they have left.
    upstream?.return().catch(() => undefined)
  }

  function add(event: SharedEvent): void {
    cursor = event.cursor ?? cursor
    const { maxEvents, maxBytesOfMember, maxMembers } = limits
    ring.add(event, { events: maxEvents, bytes: maxBytesOfMember * Math.min(members.size, maxMembers) })
  }

  /** Between some members others are served: many of them take the process long. */
  async function wakeAll(): Promise<void> {
    let count = 0
    for (const member of members) {
      const { wake } = member
      if (!wake) continue
      member.wake = null
      wake()
      count += 1
      if (count % wokenAtOnce === 0) await setImmediate()
    }
  }

  async function pull(source: ClosableIterator<SharedEvent>): Promise<void> {
    isPulling = true
    try {
      const { done, value } = await source.next()
      if (!done) add(value)
      else ended = 'complete'
    } catch (error) {
      ended = { error }
    }
    isPulling = false
    if (ended) close()
    await wakeAll()
  }

  return {
    openedFor,
    after,
    opened: () => opening,
    at: (number) => (number < ring.start() ? null : ring.at(number)),
    numberAfter: (cursor) => ring.numberAfter(cursor),
    end: () => ring.end(),
    cursor: () => cursor,
    ended: () => ended,
    isAwaited: () => isPulling,
    readOn() {
      if (!upstream) throw new Error('expected a stream that is open')
      if (!isPulling) void pull(upstream)
    },
    enter: (member) => void members.add(member),
    leave(member) {
      members.delete(member)
      if (members.size === 0) close()
    },
  }
}
