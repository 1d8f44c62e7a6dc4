import {
  getNamedType,
  GraphQLError,
  type GraphQLScalarType,
  print,
  type ValidationRule,
  type ValueNode,
} from 'graphql'
import { scalars } from '../../platform/subgraph/scalars.ts'

const { DateTime, Decimal, Currency, SafeInt } = scalars
const checked: ReadonlyMap<string, GraphQLScalarType> = new Map(
  Object.entries({ DateTime, Decimal, Currency, SafeInt }),
)

/**
 * Refuse literals in a document that are no value of their scalar, and say what was expected. The gateway's schema has
 * the names of the scalars only, and a subgraph says only which argument is invalid.
 */
export const scalarLiterals: ValidationRule = (context) => {
  function check(node: ValueNode): void {
    const type = getNamedType(context.getInputType())
    const scalar = type && checked.get(type.name)
    if (!scalar) return
    try {
      scalar.parseLiteral(node)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const got = print(node).slice(0, 100)
      context.reportError(
        new GraphQLError(`Expected value of type "${scalar.name}", found ${got}; ${reason}`, { nodes: node }),
      )
    }
  }
  return { IntValue: check, FloatValue: check, StringValue: check, BooleanValue: check, EnumValue: check }
}
