import {
  type ArgumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLField,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql'
import type { AnswerObject } from '../execution/answerData.ts'
import type { ListSize } from './costRules.ts'

/**
 * The largest answer that an operation can have, estimated before it is executed: `nodes` objects with `leaves`
 * scalars in them; and what it costs, in `units` of the cost rules.
 */
export type Cost = { nodes: number; leaves: number; units: number }

/** The cost of a part of an operation; a function where its page sizes depend on variables. */
export type CostOf = Cost | ((variables: AnswerObject) => Cost)

/** A number of items or units; a function where it depends on variables. */
export type SizeOf = number | ((variables: AnswerObject) => number)

/** The size of a page, and the lists of the page that have it. */
export type Page = { size: SizeOf; lists: ReadonlySet<string> }

/** The assumed length of a list that has no argument for its size. */
const assumedListSize = 10
/** The assumed size of a page that the operation does not give, and for which the schema has no default. */
const assumedPageSize = 20
const listsOfPage = new Set(['edges', 'nodes', 'events'])
const sizeArguments = new Set(['first', 'last', 'limit', 'count'])

export function costNow(cost: CostOf, variables: AnswerObject): Cost {
  return typeof cost === 'function' ? cost(variables) : cost
}

/** The cost `once`, plus each part multiplied by its size. */
export function sumOfCosts(once: Cost, parts: readonly { times: SizeOf; cost: CostOf }[]): CostOf {
  const fixed = { ...once }
  const open: { times: SizeOf; cost: CostOf }[] = []
  for (const part of parts) {
    const { times, cost } = part
    if (typeof times === 'function' || typeof cost === 'function') open.push(part)
    else add(fixed, times, cost)
  }
  if (open.length === 0) return fixed
  return (variables) => {
    const sum = { ...fixed }
    for (const { times, cost } of open)
      add(sum, typeof times === 'function' ? times(variables) : times, costNow(cost, variables))
    return sum
  }
}

/** The largest of several alternatives. */
export function largestCost(alternatives: readonly CostOf[]): CostOf {
  const largest = (costs: readonly Cost[]): Cost => ({
    nodes: Math.max(0, ...costs.map(({ nodes }) => nodes)),
    leaves: Math.max(0, ...costs.map(({ leaves }) => leaves)),
    units: Math.max(0, ...costs.map(({ units }) => units)),
  })
  const known = alternatives.filter((cost) => typeof cost !== 'function')
  if (known.length === alternatives.length) return largest(known)
  return (variables) => largest(alternatives.map((cost) => costNow(cost, variables)))
}

function add(sum: Cost, times: number, { nodes, leaves, units }: Cost): void {
  sum.nodes += times * nodes
  sum.leaves += times * leaves
  sum.units += times * units
}

/**
 * How many values a field gives: a list, as many as its argument `first`, `last`, `limit` or `count`; the list `nodes`
 * or `edges` of a connection, or `events` of a page of events, as many as the argument of its field (`page`); any other
 * list, ten; everything else, one. `@listSize` (`listed`) names other arguments, lists and lengths.
 */
export function sizeOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  page: Page | null,
  listed: ListSize | null = null,
): { times: SizeOf; page: Page | null } {
  const size = requestedSize(node, field, listed)
  if (isPage(field) || listed?.sizedFields.length) {
    const lists = listed?.sizedFields.length ? new Set(listed.sizedFields) : listsOfPage
    return { times: 1, page: { size: size ?? listed?.assumedSize ?? assumedPageSize, lists } }
  }
  if (!isList(field)) return { times: 1, page: null }
  const isOfPage = page?.lists.has(field.name) ?? false
  return {
    times: size ?? (isOfPage && page ? page.size : (listed?.assumedSize ?? assumedListSize)),
    page: null,
  }
}

function requestedSize(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  listed: ListSize | null,
): SizeOf | null {
  const names = listed?.slicingArguments.length ? new Set(listed.slicingArguments) : sizeArguments
  const known = field.args.filter(({ name }) => names.has(name))
  if (known.length === 0) return null
  const defaults = known.flatMap(({ defaultValue }) =>
    typeof defaultValue === 'number' ? [defaultValue] : [],
  )
  const assumed = listed?.assumedSize ?? (isPage(field) ? assumedPageSize : assumedListSize)
  const usual = Math.max(...defaults, 0) || assumed
  const given = (node.arguments ?? []).filter(({ name }) => names.has(name.value))
  if (given.length === 0) return usual
  const sizes = given.map(sizeGiven)
  return (variables) => Math.max(0, ...sizes.map((size) => size(variables) ?? 0)) || usual
}

function sizeGiven({ value }: ArgumentNode): (variables: AnswerObject) => number | null {
  if (value.kind === Kind.INT) {
    const size = Number(value.value)
    return () => size
  }
  if (value.kind !== Kind.VARIABLE) return () => null
  const name = value.name.value
  return (variables) => {
    const size = Object.hasOwn(variables, name) ? variables[name] : null
    return typeof size === 'number' ? size : null
  }
}

/** Whether the field gives a connection, or a page of events, which has `hasMore`. */
function isPage({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type)
  if (!isObjectType(named)) return false
  const fields = named.getFields()
  return (
    ('pageInfo' in fields && ('edges' in fields || 'nodes' in fields)) ||
    ('hasMore' in fields && 'events' in fields)
  )
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}
