import { GraphQLError } from 'graphql'
import { maskError } from './errors.ts'
import type { Logger } from '../process/logger.ts'
import { toGraphQLError } from './toGraphQLError.ts'

/** What a caller may see of anything that was thrown, by the rules of `maskError`. */
export function maskThrown(thrown: unknown, logger: Logger, passedCodes?: ReadonlySet<string>): GraphQLError {
  return toGraphQLError(maskError(toThrownError(thrown), logger, passedCodes))
}

/** Anything that was thrown, as an error of GraphQL that knows where it came from. */
export function toThrownError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown))
  return new GraphQLError(originalError.message, { originalError })
}
