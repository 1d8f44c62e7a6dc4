import { type DocumentNode, getOperationAST, GraphQLError, type OperationDefinitionNode } from 'graphql'
import { callerError } from '../errors/errors.ts'

/**
 * Parse a document and select one of its operations. Throws GRAPHQL_PARSE_FAILED when the text is no document,
 * OPERATION_RESOLUTION_FAILURE when no operation has the name, or when no name is given and there are several.
 */
export function resolveOperation(
  query: string,
  operationName: string | undefined,
  parse: (query: string) => DocumentNode,
): { document: DocumentNode; operation: OperationDefinitionNode } {
  const document = parsed(query, parse)
  const operation = getOperationAST(document, operationName)
  if (!operation) throw unresolvedOperation(operationName)
  return { document, operation }
}

function unresolvedOperation(operationName: string | null | undefined): GraphQLError {
  return callerError(
    'OPERATION_RESOLUTION_FAILURE',
    operationName
      ? `operationName: expected the name of an operation in the query, got "${operationName.slice(0, 80)}"`
      : 'operationName: expected one when the query has several operations or none, got none',
  )
}

function parsed(query: string, parse: (query: string) => DocumentNode): DocumentNode {
  try {
    return parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw new GraphQLError(error.message, {
      source: error.source,
      positions: error.positions,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    })
  }
}
