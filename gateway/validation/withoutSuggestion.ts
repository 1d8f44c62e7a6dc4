import { GraphQLError } from 'graphql'

/** An error without the names of the schema that graphql-js suggests instead of an unknown one. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean [^]*$/u, '')
  if (message === error.message) return error
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    originalError: error.originalError ?? null,
    extensions: error.extensions,
  })
}
