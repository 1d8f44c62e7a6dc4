import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  Kind,
  valueFromASTUntyped,
  type ValueNode,
} from 'graphql'
import { isObject } from '../../platform/lang/isObject.ts'
import type { AnswerObject } from '../execution/answerData.ts'
import type { CostRules } from './costRules.ts'
import type { SizeOf } from './costOf.ts'

/**
 * What the arguments of a field cost, by `@cost` on the arguments and on fields of input objects; a function where it
 * depends on variables. An argument that is null costs nothing.
 */
export function costOfArguments(
  parentName: string,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  rules: CostRules,
): SizeOf {
  const costly = field.args.flatMap(({ name, type }) => {
    const units = rules.ofArgument(parentName, field.name, name)
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value
    const canCost = units > 0 || rules.hasCost(getNamedType(type).name)
    return given && canCost ? [{ units, type, given }] : []
  })
  if (costly.length === 0) return 0
  const costWith = (variables: AnswerObject) =>
    costly.reduce((sum, { units, type, given }) => {
      const value = valueFromASTUntyped(given, variables)
      return isNothing(value) ? sum : sum + units + costOfValue(value, type, rules)
    }, 0)
  return costly.some(({ given }) => hasVariable(given)) ? costWith : costWith({})
}

function costOfValue(value: unknown, type: GraphQLInputType, rules: CostRules): number {
  const named = getNamedType(type)
  if (isNothing(value) || !rules.hasCost(named.name) || !isInputObjectType(named)) return 0
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + costOfValue(item, type, rules), 0)
  if (!isObject(value)) return 0
  return Object.values(named.getFields()).reduce((sum, field) => {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : null
    if (isNothing(given)) return sum
    return sum + rules.ofInputField(named.name, field.name) + costOfValue(given, field.type, rules)
  }, 0)
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true
  if (value.kind === Kind.LIST) return value.values.some(hasVariable)
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value))
}
