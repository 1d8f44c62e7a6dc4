import { z } from 'zod'
import { createCursor, cursorTime } from './cursor.ts'
import { callerError, unknownProfiles } from '../errors/errors.ts'
import { type ConnectionOf, forwardConnection, pageSize } from './paging.ts'

export type PageArguments = { first?: number | null; after?: string | null }

/** The place of a node in the order of a list: its time and id, and the profile that it belongs to. */
export type PagePosition = { at: number; id: string; profileId: string }

/** A customer as the gateway names them: with all their profiles, or without when identity could not answer. */
export type CustomerReference = { profileId: string; profileIds?: string[] | null }

/** The nodes of some profiles after a position, newest first: a filter and an order for one index. */
export type NewestFirst = { filter: Record<string, unknown>; sort: Record<string, -1>; limit: number }

/**
 * Create a reader of connections of one kind, newest first. It requests one more than the page from `read`, ordered by
 * `timeField` and `_id`. A cursor of another kind or of another customer is INVALID_CURSOR. A customer without profiles
 * is UNAVAILABLE.
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

/** The first condition bounds the index range, the second excludes what has the same time and the same or a later id. */
function afterPosition(timeField: string, { at, id }: PagePosition): Record<string, unknown> {
  const time = new Date(at)
  return { [timeField]: { $lte: time }, $or: [{ [timeField]: { $lt: time } }, { _id: { $lt: id } }] }
}
