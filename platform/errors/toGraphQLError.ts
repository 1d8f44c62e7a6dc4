import { GraphQLError, type SourceLocation } from 'graphql'

type ErrorParts = {
  message: string
  locations?: readonly SourceLocation[] | undefined
  path?: readonly (string | number)[] | undefined
  extensions?: Record<string, unknown> | undefined
}

/** A formatted error as a GraphQLError, which can be thrown or merged into an answer. */
export function toGraphQLError({ message, locations, path, extensions }: ErrorParts): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null })
  return locations ? Object.assign(error, { locations }) : error
}
