import { GraphQLError } from 'graphql'
import { maskError } from './errors.ts'
import type { Logger } from '../process/log/logger.ts'
import { toGraphQLError } from './toGraphQLError.ts'

/** The form of any thrown value that callers may see, by the rules of `maskError`. */
export function maskThrown(thrown: unknown, logger: Logger, passedCodes?: ReadonlySet<string>): GraphQLError {
  return toGraphQLError(maskError(toThrownError(thrown), logger, passedCodes))
}

/** Any thrown value as a GraphQLError, with the value as its original error. */
export function toThrownError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown))
  return new GraphQLError(originalError.message, { originalError })
}
