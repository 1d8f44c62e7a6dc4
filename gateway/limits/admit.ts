import { type GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { AnswerObject } from '../execution/answerData.ts'
import type { CompiledOperation } from '../execution/compileOperation.ts'
import { maxMembers, SelectionTooLargeError } from '../execution/compileSelection.ts'
import { coerceVariables } from './coerceVariables.ts'
import { costNow } from './costOf.ts'
import { jsonFault } from '../validation/jsonFault.ts'
import type { GatewayLimits } from './limits.ts'
import type { Operation } from '../planning/operationCache.ts'
import type { OperationSize } from '../planning/operationSize.ts'

/** An operation that may be executed, with the variables that it declares, and what it costs at most. */
export type Admitted = {
  compiled: CompiledOperation
  variables: AnswerObject
  units: number
  /** Whether it asks for the schema itself, which takes the process long. */
  isIntrospection: boolean
}

/** Introspection is not in the cost rules. It takes about as long as twenty pages of a history. */
const unitsOfIntrospection = 1_000

/**
 * Decides whether an operation may be executed. Every operation of every transport passes here before any of it is
 * executed. The errors of a refusal name what was expected and what came.
 */
export type Admit = (
  operation: Operation,
  principal: Principal,
  variables: AnswerObject,
) => Admitted | readonly GraphQLError[]

export function createAdmission({ schema, limits }: { schema: GraphQLSchema; limits: GatewayLimits }): Admit {
  return (operation, principal, given) => {
    const variables = declared(operation, given)
    const fault = jsonFault(variables, limits.maxVariableValues)
    if (fault) return [callerError('BAD_USER_INPUT', fault)]
    const values = coerceVariables(schema, operation.variableDefinitions, variables, limits.maxVariableErrors)
    if ('errors' in values) return values.errors

    const { coerced } = values
    const compiled = compiledFor(operation, coerced, principal)
    if (!compiled) {
      const expected = `expected at most ${maxMembers} fields, those of an interface counted for each of its types`
      return [callerError('GRAPHQL_VALIDATION_FAILED', `${expected}, got more`)]
    }
    const { cost, rootNames } = compiled.selection
    const isIntrospection = rootNames.some((name) => name === '__schema' || name === '__type')
    const hasMeta = rootNames.some((name) => name.startsWith('__'))
    // The fields are certain only now that `@skip` and `@include` are decided.
    if (operation.type === OperationTypeNode.SUBSCRIPTION && (rootNames.length !== 1 || hasMeta)) {
      const got = rootNames.length === 0 ? 'none' : rootNames.join(', ').slice(0, 200)
      return [
        callerError('GRAPHQL_VALIDATION_FAILED', `expected a subscription to select one field, got ${got}`),
      ]
    }
    const { nodes, leaves, units } = costNow(cost, coerced)
    if (nodes > limits.maxNodes || leaves > limits.maxLeaves) {
      const expected = `expected a query that gives at most ${limits.maxNodes} objects and ${limits.maxLeaves} values`
      const got = `by its page sizes this one can give ${nodes} and ${leaves}`
      return [callerError('BAD_USER_INPUT', `${expected}; ${got}; ask for smaller pages`, { nodes, leaves })]
    }
    return {
      compiled,
      variables,
      units: units + (isIntrospection ? unitsOfIntrospection : 0),
      isIntrospection,
    }
  }
}

function compiledFor(
  operation: Operation,
  coerced: AnswerObject,
  principal: Principal,
): CompiledOperation | null {
  try {
    return operation.compiledFor(coerced, principal)
  } catch (error) {
    if (error instanceof SelectionTooLargeError) return null
    throw error
  }
}

/** Why an operation is too large, for every caller and all variables; null when it is not. */
export function sizeFault(
  type: OperationTypeNode,
  { fields, rootFields, aliases, introspectionLists, depth }: OperationSize,
  limits: GatewayLimits,
): string | null {
  const isMutation = type === OperationTypeNode.MUTATION
  const maxRootFields = isMutation ? limits.maxMutations : limits.maxRootFields
  if (fields > limits.maxSelections)
    return `expected at most ${limits.maxSelections} fields, fragments counted wherever they are spread, got ${fields}`
  if (rootFields > maxRootFields)
    return `expected at most ${maxRootFields} fields at the root of a ${type}, got ${rootFields}`
  if (aliases > limits.maxAliases) return `expected at most ${limits.maxAliases} aliases, got ${aliases}`
  if (introspectionLists > limits.maxIntrospectionLists)
    return `expected at most ${limits.maxIntrospectionLists} lists of introspection, such as types and args, got ${introspectionLists}`
  if (depth > limits.maxDepth) return `expected at most ${limits.maxDepth} levels of selections, got more`
  return null
}

/** The variables that the operation declares; others are ignored. */
function declared({ variableDefinitions }: Operation, given: AnswerObject): AnswerObject {
  const variables: AnswerObject = { __proto__: null }
  for (const { variable } of variableDefinitions) {
    const name = variable.name.value
    if (Object.hasOwn(given, name)) variables[name] = given[name]
  }
  return variables
}
