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

/**
 * The most that an operation can give, as estimated before it is executed: `nodes` objects, with `leaves` scalars in
 * them.
 */
export type Cost = { nodes: number; leaves: number }

/** The cost of a part of an operation: known, or by the variables that its page sizes hang on. */
export type CostOf = Cost | ((variables: AnswerObject) => Cost)

/** How many items of something, by a number or by the variables. */
export type SizeOf = number | ((variables: AnswerObject) => number)

/** How long a list is taken to be that has no argument for its size. */
const assumedListSize = 10
/** How many items a page has when its size is not asked for, nor by default in the schema. */
const assumedPageSize = 20
const sizeArguments = new Set(['first', 'last', 'limit', 'count'])

export function costNow(cost: CostOf, variables: AnswerObject): Cost {
  return typeof cost === 'function' ? cost(variables) : cost
}

/** Several parts together, each as often as its size says, beside what is there once. */
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

/** Of several alternatives the largest. */
export function largestCost(alternatives: readonly CostOf[]): CostOf {
  const largest = (costs: readonly Cost[]): Cost => ({
    nodes: Math.max(0, ...costs.map(({ nodes }) => nodes)),
    leaves: Math.max(0, ...costs.map(({ leaves }) => leaves)),
  })
  const known = alternatives.filter((cost) => typeof cost !== 'function')
  if (known.length === alternatives.length) return largest(known)
  return (variables) => largest(alternatives.map((cost) => costNow(cost, variables)))
}

function add(sum: Cost, times: number, { nodes, leaves }: Cost): void {
  sum.nodes += times * nodes
  sum.leaves += times * leaves
}

/**
 * How many values a field gives: a list as many as its arguments `first`, `last`, `limit` or `count` say, a list
 * `nodes` or `edges` of a connection as many as the arguments of the connection's field say (`page`), any other list
 * ten, everything else one.
 */
export function sizeOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  page: SizeOf | null,
): { times: SizeOf; page: SizeOf | null } {
  const asked = askedSize(node, field)
  if (isConnection(field)) return { times: 1, page: asked ?? assumedPageSize }
  if (!isList(field)) return { times: 1, page: null }
  const isOfPage = page !== null && (field.name === 'nodes' || field.name === 'edges')
  return { times: asked ?? (isOfPage ? page : assumedListSize), page: null }
}

function askedSize(node: FieldNode, field: GraphQLField<unknown, unknown>): SizeOf | null {
  const known = field.args.filter(({ name }) => sizeArguments.has(name))
  if (known.length === 0) return null
  const defaults = known.flatMap(({ defaultValue }) =>
    typeof defaultValue === 'number' ? [defaultValue] : [],
  )
  const usual = Math.max(...defaults, 0) || (isConnection(field) ? assumedPageSize : assumedListSize)
  const given = (node.arguments ?? []).filter(({ name }) => sizeArguments.has(name.value))
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

function isConnection({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type)
  if (!isObjectType(named)) return false
  const fields = named.getFields()
  return 'pageInfo' in fields && ('edges' in fields || 'nodes' in fields)
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}
