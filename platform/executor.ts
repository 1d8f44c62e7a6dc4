import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  OperationTypeNode,
  print,
  typeFromAST,
  valueFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'

type Answer = ExecutionResult<Record<string, unknown>>
type Compiled = CompiledQuery<Record<string, unknown>>

/** Execute the one operation of a valid document. Never rejects for what a resolver throws. */
export type Executor = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  contextValue: unknown,
) => Promise<Answer>

/**
 * With this graphql-jit begins what it writes in place of a Date and other values that JSON lacks, to find it again in
 * the code that it makes. In a caller's own text what follows would be run.
 */
const compilersMark = '__MAGIC_'

/** What is asked once or twice is not worth the milliseconds that compiling takes. */
const usesBeforeCompiling = 3

/**
 * An executor for documents that are handed in often: by their identity it knows the queries among them that it has
 * compiled. An answer that breaks its own schema, or has no valid variables, is worked out again by graphql-js, in
 * whose words these faults are known; so a query may run twice.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const uses = new WeakMap<DocumentNode, number>()
  const known = new WeakMap<DocumentNode, Compiled | 'not compiled'>()

  function compiledOf(document: DocumentNode): Compiled | 'not compiled' {
    const found = known.get(document)
    if (found) return found
    const used = (uses.get(document) ?? 0) + 1
    uses.set(document, used)
    if (used < usesBeforeCompiling) return 'not compiled'
    const compiled = compile(schema, document)
    known.set(document, compiled)
    return compiled
  }

  return async (document, variables, contextValue) => {
    const compiled = compiledOf(document)
    if (compiled !== 'not compiled') {
      const { data, errors } = await compiled.query(undefined, contextValue, variables)
      if (data && !errors) return { data }
      if (data && errors && areAsByGraphqlJs(data, errors)) {
        return { data, errors: errors.map(likeGraphqlJs) }
      }
    }
    return execute({ schema, document, variableValues: variables, contextValue })
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode): Compiled | 'not compiled' {
  const operation = getOperationAST(document)
  if (operation?.operation !== OperationTypeNode.QUERY) return 'not compiled'
  const { variableDefinitions = [] } = operation
  if (variableDefinitions.some(({ variable }) => variable.name.value === '__proto__')) return 'not compiled'
  if (!variableDefinitions.every((definition) => hasPlainDefault(schema, definition))) return 'not compiled'
  if (print(document).includes(compilersMark)) return 'not compiled'
  const compiled = compileQuery<Record<string, unknown>>(schema, document)
  return isCompiledQuery(compiled) ? compiled : 'not compiled'
}

/**
 * A compiled query keeps what a variable defaults to as JSON: a time would come as a text. A default that is not of its
 * type has no value, and would be left out.
 */
function hasPlainDefault(schema: GraphQLSchema, { type, defaultValue }: VariableDefinitionNode): boolean {
  if (!defaultValue) return true
  const inputType = typeFromAST(schema, type)
  const value = isInputType(inputType) ? valueFromAST(defaultValue, inputType) : undefined
  return value !== undefined && isJson(value)
}

function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || prototype === Object.prototype || prototype === Array.prototype
  return isPlain && Object.values(value).every(isJson)
}

/**
 * Whether errors are those that graphql-js would tell too: what resolvers threw, and of several below one null, which
 * all made it null, the first only.
 */
function areAsByGraphqlJs(data: unknown, errors: readonly GraphQLError[]): boolean {
  return (
    errors.every(({ originalError }) => originalError) &&
    (errors.length === 1 || errors.every(({ path = [] }) => isReached(data, path.slice(0, -1))))
  )
}

function isReached(data: unknown, path: readonly (string | number)[]): boolean {
  const parent = path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : null),
    data,
  )
  return parent !== null && parent !== undefined
}

/** What a resolver threw, as graphql-js reports it; a compiled query leaves out `extensions` where there are none. */
function likeGraphqlJs({ message, locations, path, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError })
  return locations ? Object.assign(error, { locations }) : error
}
