import type { GraphQLFormattedError } from 'graphql'
import { maskError } from './errors.ts'
import type { Logger } from '../process/log/logger.ts'
import { toThrownError } from './maskThrown.ts'

/** Apollo Server's `formatError`: masks errors by `maskError` and removes the extensions that Apollo adds. */
export function createGraphErrorFormat(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (_formatted, error) => {
    const masked = maskError(toThrownError(error), logger)
    const { http: _http, stacktrace: _stacktrace, ...extensions } = masked.extensions ?? {}
    return { ...masked, extensions }
  }
}
