import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'
import { type AnswerObject, isPrototypeName } from './answerData.ts'
import {
  type Complete,
  completeAbstract,
  completeLeaf,
  completeList,
  completeNonNull,
  completeObject,
  completeRemoved,
  type Member,
} from './completeAnswer.ts'
import { type CostOf, largestCost, type Page, type SizeOf, sizeOf, sumOfCosts } from '../limits/costOf.ts'
import { costOfArguments } from '../limits/costOfArguments.ts'
import type { CostRules } from '../limits/costRules.ts'
import { fieldsOf, type SelectionSource } from './fieldsOf.ts'

type Source = SelectionSource & {
  /** Interfaces that some subgraph defines as an object type (`@interfaceObject`). */
  interfaceObjects: ReadonlySet<string>
  costRules: CostRules
}

export type CompiledSelection = {
  complete: Complete
  cost: CostOf
  /** The names of the root fields. */
  rootNames: readonly string[]
  /** The number of fields, counted for each possible type of an interface or union. */
  members: number
  /** Whether only Apollo's executor can execute it. */
  isForApollo: boolean
}

/** The selection has more than `maxMembers` fields, counted for each possible type. */
export class SelectionTooLargeError extends Error {
  override name = 'SelectionTooLargeError'
}

/** A selection of an interface is compiled for each of its types, so a few levels can have very many fields. */
export const maxMembers = 20_000

type Compiled = { complete: Complete; cost: CostOf }

/** Compile the selection of a root type. Fields in `removed` become null. Throws a SelectionTooLargeError. */
export function compileSelection(
  root: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  source: Source,
  removed: ReadonlyMap<FieldNode, unknown> = new Map(),
): CompiledSelection {
  let members = 0
  let isForApollo = false

  function objectOf(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
    page: Page | null,
  ): Compiled {
    const defined = type.getFields()
    const fields = fieldsOf(type, selectionSets, source)
    members += fields.size
    if (members > maxMembers) throw new SelectionTooLargeError()
    // The root is no object that anybody reads.
    const once = { nodes: 1, leaves: 0, units: type === root ? 0 : source.costRules.ofObject(type.name) }
    const argumentUnits: ((variables: AnswerObject) => number)[] = []
    const parts: { times: SizeOf; cost: CostOf }[] = []
    const completed: Member[] = []
    for (const [key, asked] of fields) {
      const nodes = asked.filter((each) => !removed.has(each))
      const node = nodes[0] ?? asked[0]
      if (!node) continue
      if (isPrototypeName(key) || (key === '__typename' && node.name.value !== key)) isForApollo = true
      const field = defined[node.name.value]
      if (nodes.length === 0) {
        const isNonNull = !field || isNonNullType(field.type)
        completed.push({ key, complete: isNonNull ? completeNonNull(completeRemoved) : completeRemoved })
        continue
      }
      if (!field) {
        // A field that the type does not define is `__typename`, or introspection at the root.
        if (node.name.value !== '__typename') isForApollo = true
        completed.push({ key, complete: () => type.name })
        once.leaves += 1
        continue
      }
      once.units += source.costRules.ofField(type.name, field.name)
      const given = costOfArguments(type.name, field, node, source.costRules)
      if (typeof given === 'number') once.units += given
      else argumentUnits.push(given)
      const member = memberOf(type, field, node, nodes, page)
      completed.push({ key, complete: member.complete })
      if (member.part) parts.push(member.part)
      else once.leaves += 1
    }
    const { units } = once
    if (argumentUnits.length === 0)
      return { complete: completeObject(type.name, completed, units), cost: sumOfCosts(once, parts) }
    const ofArguments = (variables: AnswerObject) =>
      argumentUnits.reduce((sum, unitsWith) => sum + unitsWith(variables), 0)
    parts.push({ times: 1, cost: (variables) => ({ nodes: 0, leaves: 0, units: ofArguments(variables) }) })
    const unitsWith = (variables: AnswerObject) => units + ofArguments(variables)
    return { complete: completeObject(type.name, completed, unitsWith), cost: sumOfCosts(once, parts) }
  }

  function memberOf(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    nodes: readonly FieldNode[],
    page: Page | null,
  ): { complete: Complete; part: { times: SizeOf; cost: CostOf } | null } {
    const size = sizeOf(node, field, page, source.costRules.listSize(parent.name, field.name))
    const selectionSets = nodes.flatMap((each) => (each.selectionSet ? [each.selectionSet] : []))
    const { complete, cost } = valueOf(field.type, selectionSets, size.page)
    return { complete, part: cost && { times: size.times, cost } }
  }

  function valueOf(
    type: GraphQLOutputType,
    selectionSets: readonly SelectionSetNode[],
    page: Page | null,
  ): { complete: Complete; cost: CostOf | null } {
    if (isNonNullType(type)) {
      const { complete, cost } = valueOf(type.ofType, selectionSets, page)
      return { complete: completeNonNull(complete), cost }
    }
    if (isListType(type)) {
      const { complete, cost } = valueOf(type.ofType, selectionSets, page)
      return { complete: completeList(complete), cost }
    }
    if (isObjectType(type)) return objectOf(type, selectionSets, page)
    if (!isAbstractType(type)) return { complete: completeLeaf(type), cost: null }
    if (source.interfaceObjects.has(type.name)) isForApollo = true
    const possible = source.schema.getPossibleTypes(type).map((each) => ({
      name: each.name,
      ...objectOf(each, selectionSets, page),
    }))
    return {
      complete: completeAbstract(type.name, new Map(possible.map(({ name, complete }) => [name, complete]))),
      cost: largestCost(possible.map(({ cost }) => cost)),
    }
  }

  const rootNames = [...fieldsOf(root, [selectionSet], source).values()].flatMap(([node]) =>
    node ? [node.name.value] : [],
  )
  return { ...objectOf(root, [selectionSet], null), rootNames, members, isForApollo }
}
