import type { ExecutionResult, GraphQLError } from 'graphql'
import type { ClosableIterator } from '../../platform/async/closableIterator.ts'
import type { SubscriptionOutcome } from '../../platform/graph/localSubscription.ts'
import type { CompiledOperation } from '../execution/compileOperation.ts'
import { readSharedEvents } from './sharedMember.ts'
import type { SharedEvent } from './sharedRing.ts'
import {
  createSharedStream,
  sharedLimits,
  type SharedLimits,
  type SharedMember,
  type SharedStream,
} from './sharedStream.ts'

/*
 * How subscribers share.
 *
 * Subscribers are equal when they have the same compiled operation, the same variables except for where they begin, and
 * the same rights (`rightsKey`). Equal subscribers form a group. A group has streams, each with an upstream of its own.
 *
 * - The first subscriber opens a stream. Others that ask for the same beginning, before the first event is there, read
 *   it from its first event on.
 * - A later one that begins after a cursor which a stream has just passed reads on there. One that begins now reads on at the
 *   end of a stream that began now, while that waits for its next event. Its own first event, the position, comes from an
 *   upstream that is opened for it after that cursor and closed again: the subgraph checks the caller's rights, notes
 *   the read in the audit trail, and says the position. For a second the same caller is answered by the same position.
 * - Any other opens a stream of its own. Its subscribers move to the main stream, the oldest of the group, as soon as
 *   they are where that is. Older events are never taken from a stream: the log may have a newer state of them.
 *
 * Equal cursors mean equal positions, where cursors are exact. Where they are not, as in a feed that delivers at least
 * once, a subscriber that resumes has a stream to itself and those that began at the same moment, and does not move.
 */

/** A subscriber, and what makes it equal to others. */
export type SharedRequest = {
  compiled: CompiledOperation
  /** The variables and rights on which the events depend. */
  rightsKey: string
  /** `rightsKey`, and who calls and why. */
  callerKey: string
  /** Where it begins; null: now. */
  after: string | null
  /** Whether the cursors are exact positions. */
  isExact: boolean
  /** Open an upstream where the subscriber begins, or after a cursor. */
  open: (cursor: string | null) => Promise<SubscriptionOutcome<SharedEvent>>
}

type Place = { stream: SharedStream; number: number; cursor: string }
type Entrance = {
  /** Where to begin; default: where the request does. */
  cursor?: string
  stream?: SharedStream
}
type Position = SharedEvent | readonly GraphQLError[] | null
type Group = {
  /** By age. */
  streams: Set<SharedStream>
  /** The oldest of them. */
  main: SharedStream | null
  /** By the caller and the cursor. */
  positions: Map<string, Promise<Position>>
}

/** How long a position is given again to the same caller. */
const positionMs = 1_000

/** Subscribe, sharing the upstream with equal subscribers. The results must not be written into. */
export function createSharedSubscriptions(
  limits: SharedLimits = sharedLimits,
): (request: SharedRequest) => Promise<SubscriptionOutcome<ExecutionResult<Record<string, unknown>>>> {
  const groups = new WeakMap<CompiledOperation, Map<string, Group>>()

  function groupOf({ compiled, rightsKey }: SharedRequest): Group {
    const ofOperation = groups.get(compiled) ?? new Map<string, Group>()
    groups.set(compiled, ofOperation)
    const group = ofOperation.get(rightsKey) ?? { streams: new Set(), main: null, positions: new Map() }
    ofOperation.set(rightsKey, group)
    return group
  }

  function dropIfEmpty(group: Group, { compiled, rightsKey }: SharedRequest): void {
    if (group.streams.size + group.positions.size > 0) return
    const ofOperation = groups.get(compiled)
    if (ofOperation?.get(rightsKey) === group) ofOperation.delete(rightsKey)
  }

  function begin(group: Group, request: SharedRequest, cursor: string | null): SharedStream {
    const stream = createSharedStream({
      openedFor: request.callerKey,
      after: cursor ?? request.after,
      open: () => request.open(cursor),
      limits,
      onClose() {
        group.streams.delete(stream)
        if (group.main === stream) group.main = oldest(group.streams)
        dropIfEmpty(group, request)
      },
    })
    group.streams.add(stream)
    group.main ??= stream
    return stream
  }

  /** The position after a cursor, as the subgraph gives it to this caller; null when it gives none. */
  function positionOf(group: Group, request: SharedRequest, cursor: string): Promise<Position> {
    const key = JSON.stringify([request.callerKey, cursor])
    const known = group.positions.get(key)
    if (known) return known
    const position = readFirst(request.open(cursor))
    group.positions.set(key, position)
    const forget = () => {
      group.positions.delete(key)
      dropIfEmpty(group, request)
    }
    position.then(
      (found) => (found && 'result' in found ? void setTimeout(forget, positionMs).unref() : forget()),
      forget,
    )
    return position
  }

  /** Where an open stream has what the subscriber needs. */
  function placeIn(group: Group, { after, isExact }: SharedRequest): Place | null {
    for (const stream of group.streams) {
      const cursor = after ?? stream.cursor()
      if (cursor === null) continue
      if (after === null) {
        if (stream.after === null && stream.isAwaited()) return { stream, number: stream.end(), cursor }
      } else if (isExact) {
        const number = stream.numberAfter(after)
        if (number !== null) return { stream, number, cursor }
      }
    }
    return null
  }

  /** Open a stream for the member, or enter the one that is given. */
  async function enter(
    request: SharedRequest,
    member: SharedMember,
    { cursor, stream = begin(groupOf(request), request, cursor ?? null) }: Entrance,
  ): Promise<SharedStream | readonly GraphQLError[]> {
    stream.enter(member)
    try {
      const refused = await stream.opened()
      if (refused) stream.leave(member)
      return refused ?? stream
    } catch (error) {
      stream.leave(member)
      throw error
    }
  }

  function read(
    request: SharedRequest,
    member: SharedMember,
    place: Omit<Place, 'cursor'>,
    position: SharedEvent | null,
  ) {
    let group = groupOf(request)
    return readSharedEvents({
      ...place,
      member,
      first: position,
      mainStream: () => (request.isExact ? group.main : null),
      resume(cursor) {
        // The group of a stream that has ended may be gone.
        group = groupOf(request)
        return enter(request, member, { cursor })
      },
    })
  }

  return async (request) => {
    const { after, callerKey } = request
    const group = groupOf(request)
    const member = { wake: null }
    const starting = [...group.streams].find(
      (stream) => stream.end() === 0 && stream.after === after && stream.openedFor === callerKey,
    )
    const place = starting ? null : placeIn(group, request)
    if (place) {
      const { stream, cursor } = place
      // The stream stays open, and its ring keeps the number, so that no event is left out.
      stream.enter(member)
      const position = await positionOf(group, request, cursor).catch((error: unknown) => {
        stream.leave(member)
        throw error
      })
      if (position && 'result' in position && position.cursor === cursor)
        return read(request, member, place, position)
      stream.leave(member)
      if (position && !('result' in position)) return position
    }
    const stream = await enter(request, member, starting ? { stream: starting } : {})
    return 'enter' in stream ? read(request, member, { stream, number: 0 }, null) : stream
  }
}

async function readFirst(opening: Promise<SubscriptionOutcome<SharedEvent>>): Promise<Position> {
  const upstream = await opening
  if (!('next' in upstream)) return upstream
  return firstOf(upstream)
}

async function firstOf(upstream: ClosableIterator<SharedEvent>): Promise<SharedEvent | null> {
  try {
    const { done, value } = await upstream.next()
    return done ? null : value
  } finally {
    await upstream.return()
  }
}

function oldest(streams: Iterable<SharedStream>): SharedStream | null {
  for (const stream of streams) return stream
  return null
}
