import { GraphQLError } from 'graphql'

/** The error with the cursor from which its subscription is resumed; the same error when there is none. */
export function withCursor(error: GraphQLError, cursor: string | null): GraphQLError {
  if (cursor === null) return error
  return new GraphQLError(error.message, { extensions: { ...error.extensions, cursor } })
}
