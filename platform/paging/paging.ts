import { callerError } from '../errors/errors.ts'

const defaultPageSize = 20
const maximumPageSize = 100

export type PageInfo = {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

export type ConnectionOf<Node> = {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: PageInfo
}

/** The size of a page: the default when none is asked for; BAD_USER_INPUT when it is not 1 to 100. */
export function pageSize(asked: number | null | undefined, field: 'first' | 'last'): number {
  if (asked === null || asked === undefined) return defaultPageSize
  if (Number.isInteger(asked) && asked >= 1 && asked <= maximumPageSize) return asked
  throw callerError('BAD_USER_INPUT', `${field}: expected 1 to ${maximumPageSize}, got ${asked}`)
}

/** A connection from nodes that were read one beyond the page, so that whether there is more is known. */
export function forwardConnection<Node>(
  nodesAndOneMore: Node[],
  {
    size,
    hasPreviousPage,
    cursorOf,
  }: { size: number; hasPreviousPage: boolean; cursorOf: (node: Node) => string },
): ConnectionOf<Node> {
  const nodes = nodesAndOneMore.slice(0, size)
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }))
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: nodesAndOneMore.length > size,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
