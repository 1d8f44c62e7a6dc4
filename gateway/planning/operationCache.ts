import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  type VariableDefinitionNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { callerError } from '../../platform/errors/errors.ts'
import { createOperationValidation } from '../../platform/graph/operationValidation.ts'
import { resolveOperation } from '../../platform/graph/resolveOperation.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { AnswerObject } from '../execution/answerData.ts'
import type { CompiledOperation, createOperationCompiler } from '../execution/compileOperation.ts'
import { conditionsOf, decideConditions } from '../execution/conditions.ts'
import { fragmentsOf } from '../execution/fieldsOf.ts'
import { exactNumbers } from '../validation/exactNumbers.ts'
import { noIntrospection } from '../validation/noIntrospection.ts'
import { scalarLiterals } from '../validation/scalarLiterals.ts'
import type { GatewayLimits } from '../limits/limits.ts'
import { comparedPairs } from './comparedFields.ts'
import { hasLongName } from './longName.ts'
import { type OperationSize, operationSize } from './operationSize.ts'
import type { PlanningSupergraph } from './planningSupergraph.ts'

/** An operation of a valid document. It depends on the document only; what it gives a caller depends on what they may have. */
export type Operation = {
  type: OperationTypeNode
  name: string | null
  variableDefinitions: readonly VariableDefinitionNode[]
  /**
   * The operation for the values of its `@skip` and `@include`, and for what the principal may have of it, compiled at
   * the first call with these values and this outcome of the authorisation. Throws a SelectionTooLargeError.
   */
  compiledFor(variables: AnswerObject, principal: Principal): CompiledOperation
}

export type OperationCache = {
  /**
   * The operation of this name in a document, or why it cannot be executed. `mayRead` is asked before a document is
   * parsed that is not in the cache; its error refuses the document.
   */
  find(
    query: string,
    operationName: string | undefined,
    mayRead?: (characters: number) => GraphQLError | null,
  ): Operation | readonly GraphQLError[]
}

/** The memory of an operation, measured on many: by its text, and by the fields of its compiled variants. */
const bytesPerCharacter = 300
const bytesPerMember = 700
const bytesPerVariant = 4_000

/**
 * The rules of the specification, except the one that counts the root fields of a subscription: admission applies it
 * once `@skip` and `@include` are decided.
 */
const rules = [
  ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
  exactNumbers,
  scalarLiterals,
]

/** Caches compiled operations by document and name. Its bound is `maxOperationBytes` of estimated memory. */
export function createOperationCache({
  supergraph: { schema, authorization },
  compile,
  sizeFault,
  introspection,
  limits,
}: {
  supergraph: PlanningSupergraph
  compile: ReturnType<typeof createOperationCompiler>
  /** Why an operation of this size is refused before its validation; null when it is not. */
  sizeFault: (type: OperationTypeNode, size: OperationSize) => string | null
  /** Whether operations may ask for the schema. */
  introspection: boolean
  limits: GatewayLimits
}): OperationCache {
  const validate = createOperationValidation(schema, {
    rules: introspection ? rules : [...rules, noIntrospection],
    maxErrors: limits.maxDocumentErrors,
  })
  const operations = new LRUCache<string, Operation>({ maxSize: limits.maxOperationBytes })

  function prepare(
    query: string,
    operationName: string | undefined,
    onGrowth: (operation: Operation, bytes: number) => void,
  ): Operation | readonly GraphQLError[] {
    const parseText = (text: string) => parse(text, { maxTokens: limits.maxTokens })
    const { document, operation } = resolveOperation(query, operationName, parseText)
    const { length } = document.definitions
    if (length > limits.maxDefinitions) {
      const expected = `expected at most ${limits.maxDefinitions} operations and fragments in a document`
      return [callerError('GRAPHQL_VALIDATION_FAILED', `${expected}, got ${length}`)]
    }
    if (hasLongName(query, document, limits.maxNameLength)) {
      const expected = `expected names of at most ${limits.maxNameLength} characters, got a longer one`
      return [callerError('GRAPHQL_VALIDATION_FAILED', expected)]
    }
    const fragments = fragmentsOf(document)
    const tooLarge = sizeFault(operation.operation, operationSize(operation, fragments))
    if (tooLarge !== null) return [callerError('GRAPHQL_VALIDATION_FAILED', tooLarge)]
    if (comparedPairs(document, fragments) > limits.maxComparedPairs) {
      const expected = `expected at most ${limits.maxComparedPairs} pairs of fields that have the same place in the answer`
      return [callerError('GRAPHQL_VALIDATION_FAILED', `${expected}, got more; select each field once`)]
    }
    const faults = validate(document)
    if (faults.length > 0) return faults
    const { isConditional, variables: conditions } = conditionsOf(document)
    const alone = withOneOperation(document, operation)
    const variants = new Map<string, CompiledOperation>()
    let bytes = query.length * bytesPerCharacter

    const prepared: Operation = {
      type: operation.operation,
      name: operation.name?.value ?? null,
      variableDefinitions: operation.variableDefinitions ?? [],
      compiledFor(variables, principal) {
        const values = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('')
        const outcome = authorization.outcomeFor(principal)
        const key = `${values} ${outcome.key}`
        const cached = variants.get(key)
        if (cached) return cached
        const decided = isConditional ? decideConditions(alone, variables) : alone
        const operation = operationOf(decided)
        const compiled = compile(authorization.authorize({ document: decided, operation }, outcome))
        if (variants.size >= maxVariants) variants.clear()
        variants.set(key, compiled)
        bytes += bytesPerVariant + compiled.selection.members * bytesPerMember
        onGrowth(prepared, bytes)
        return compiled
      },
    }
    return prepared
  }

  return {
    find(query, operationName, mayRead = () => null) {
      const key = JSON.stringify([operationName ?? null, query])
      const cached = operations.get(key)
      if (cached) return cached
      const refusal = mayRead(query.length)
      if (refusal) return [refusal]
      const keep = (operation: Operation, bytes: number) => operations.set(key, operation, { size: bytes })
      const prepared = withoutOverflow(() => prepare(query, operationName, keep))
      if ('type' in prepared) keep(prepared, query.length * bytesPerCharacter + bytesPerVariant)
      return prepared
    },
  }
}

/** The number of compiled variants of one operation; beyond it they are compiled anew. */
const maxVariants = 32

/** Parsing and validating recurse into a document, so a deep one overflows the stack. */
function withoutOverflow<Result>(work: () => Result): Result | readonly GraphQLError[] {
  try {
    return work()
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    if (!(error instanceof RangeError)) throw error
    return [callerError('GRAPHQL_VALIDATION_FAILED', 'expected a query that is nested less deeply')]
  }
}

function withOneOperation(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  )
  return { ...document, definitions }
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new Error('expected a document with an operation, got none')
  return operation
}
