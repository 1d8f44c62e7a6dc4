import type { ApolloServer, BaseContext } from '@apollo/server'
import type { ExecutionResult } from 'graphql'
import { toGraphQLError } from '../errors/toGraphQLError.ts'

/** Execute a query or mutation by an Apollo Server of this process. The errors are formatted already. */
export async function executeByApollo<Context extends BaseContext>(
  server: ApolloServer<Context>,
  request: {
    query: string
    operationName?: string | undefined
    variables: Record<string, unknown>
    extensions?: Record<string, unknown>
  },
  contextValue: Context,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const { query, operationName, variables, extensions } = request
  const { body } = await server.executeOperation(
    { query, variables, ...(operationName && { operationName }), ...(extensions && { extensions }) },
    { contextValue },
  )
  if (body.kind === 'incremental') throw new Error('expected one answer, got an incremental one')
  const { data, errors } = body.singleResult
  return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(toGraphQLError) }) }
}
