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

/** The size of a page: the default when none is given; BAD_USER_INPUT when it is not 1 to 100. */
export function pageSize(given: number | null | undefined, field: 'first' | 'last'): number {
  if (given === null || given === undefined) return defaultPageSize
  if (Number.isInteger(given) && given >= 1 && given <= maximumPageSize) return given
  throw callerError('BAD_USER_INPUT', `${field}: expected 1 to ${maximumPageSize}, got ${given}`)
}

/** A connection from the nodes of a page and one more, which shows whether there is a next page. */
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
