import { z } from 'zod'
import { createCursor, cursorTime } from './cursor.ts'
import { callerError, unknownProfiles } from '../errors/errors.ts'
import { type ConnectionOf, forwardConnection, pageSize } from './paging.ts'

export type PageArguments = { first?: number | null; after?: string | null }

/** Where a node stands: its time, its id, and whose it is. */
export type PagePosition = { at: number; id: string; profileId: string }

/** A customer as the gateway names him where profiles are required. */
export type CustomerReference = { profileId: string; profileIds?: string[] | null }

/** What comes after a position, newest first, of any of these profiles: a filter and an order for one index. */
export type NewestFirst = { filter: Record<string, unknown>; sort: Record<string, -1>; limit: number }

/**
 * Make a reader of connections of one kind, newest first. It asks `read` for one more than the page, ordered by
 * `timeField` and `_id`. A cursor of another kind or of another customer is INVALID_CURSOR; without the customer's
 * profiles it is UNAVAILABLE.
 */
export function createNewestFirstPage<Node>({
  cursorKind,
  timeField,
  positionOf,
}: {
  cursorKind: string
  timeField: string
  positionOf: (node: Node) => PagePosition
}) {
  const cursor = createCursor(cursorKind, z.object({ at: cursorTime, id: z.string(), profileId: z.string() }))

  return async function readPage(
    { profileIds }: CustomerReference,
    { first, after }: PageArguments,
    read: (query: NewestFirst) => Promise<Node[]>,
  ): Promise<ConnectionOf<Node>> {
    if (!profileIds) throw unknownProfiles()
    const size = pageSize(first, 'first')
    const position = after ? cursor.decode(after, 'after') : null
    if (position && !profileIds.includes(position.profileId))
      throw callerError('INVALID_CURSOR', 'after: expected a cursor of this customer, got one of another')
    const nodes = await read({
      filter: { profileId: { $in: profileIds }, ...(position && afterPosition(timeField, position)) },
      sort: { [timeField]: -1, _id: -1 },
      limit: size + 1,
    })
    return forwardConnection(nodes, {
      size,
      hasPreviousPage: position !== null,
      cursorOf: (node) => cursor.encode(positionOf(node)),
    })
  }
}

/** The first condition bounds the index range, the second drops what shares the position's time. */
function afterPosition(timeField: string, { at, id }: PagePosition): Record<string, unknown> {
  const time = new Date(at)
  return { [timeField]: { $lte: time }, $or: [{ [timeField]: { $lt: time } }, { _id: { $lt: id } }] }
}
