import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import type { AnswerObject } from '../execution/answerData.ts'

/** How much of a wrong value, and of what graphql-js says about it, is written into an error. */
const maxShownLength = 100
const maxReasonLength = 500

/**
 * The values of an operation's variables by their types, or at most `maxErrors` errors and one that says that there
 * are more. It does what `getVariableValues` of graphql-js does, but its time grows with the number of values only:
 * that one writes the whole of a wrong object into each of the errors about its fields.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: AnswerObject,
  maxErrors: number,
): { coerced: AnswerObject } | { errors: GraphQLError[] } {
  const coerced: AnswerObject = { __proto__: null }
  const errors: GraphQLError[] = []

  function report(nodes: VariableDefinitionNode, fault: string, originalError?: GraphQLError): void {
    if (errors.length === maxErrors)
      throw new GraphQLError('expected valid variables, got more errors in them')
    const message = `Variable "$${nodes.variable.name.value}" ${fault}`
    errors.push(new GraphQLError(message, { nodes, originalError: originalError ?? null }))
  }

  function coerce(definition: VariableDefinitionNode): void {
    const { variable, defaultValue } = definition
    const name = variable.name.value
    const type = typeFromAST(schema, definition.type)
    if (!isInputType(type)) throw new Error(`expected a variable of an input type, got ${String(type)}`)
    if (Object.hasOwn(given, name)) {
      const value = given[name]
      if (value === null && isNonNullType(type))
        return report(definition, `of non-null type "${String(type)}" must not be null.`)
      coerced[name] = coerceInputValue(value, type, (path, invalid, error) => {
        const at = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
        const where = at && ` at "${name}${at}"`
        const reason = error.message.slice(0, maxReasonLength)
        report(definition, `got invalid value ${shown(invalid)}${where}; ${reason}`, error)
      })
    } else if (defaultValue) coerced[name] = valueFromAST(defaultValue, type)
    else if (isNonNullType(type)) report(definition, `of required type "${String(type)}" was not provided.`)
  }

  try {
    for (const definition of definitions) coerce(definition)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    errors.push(error)
  }
  return errors.length > 0 ? { errors } : { coerced }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]'
  if (typeof value === 'object' && value !== null) return '{…}'
  return typeof value === 'string' ? JSON.stringify(value.slice(0, maxShownLength)) : String(value)
}
