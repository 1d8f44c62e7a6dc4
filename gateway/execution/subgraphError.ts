import { GraphQLError } from 'graphql'

/** A subgraph's error at its path in the whole answer; its `extensions` name the subgraph. */
export function subgraphError(
  error: GraphQLError,
  subgraph: string,
  path: readonly (string | number)[] | undefined,
): GraphQLError {
  return new GraphQLError(error.message || `the subgraph "${subgraph}" reported an error without a message`, {
    path: path ?? null,
    originalError: error,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions, serviceName: subgraph },
  })
}
