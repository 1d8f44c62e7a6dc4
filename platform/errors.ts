import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { isDatabaseUnavailable, isReadTooLong } from './mongoErrors.ts'
import type { Logger } from './logger.ts'

/** The closed list of codes that an error in an answer can have. */
const errorCodes = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'INVALID_CURSOR',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'UNAVAILABLE',
  'SLOW_CONSUMER',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
  'INTERNAL_SERVER_ERROR',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** The caller is wrong: an error that he sees as it is. Say what was expected and what came. */
export function callerError(
  code: ErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } })
}

/** A subgraph did not answer. */
export function unavailable(name: string): GraphQLError {
  return callerError('UNAVAILABLE', `the subgraph "${name}" does not answer; try again`, {
    retryable: true,
    serviceName: name,
  })
}

/** Identity could not say which profiles a customer has, so nothing can be read of them. */
export function unknownProfiles(): GraphQLError {
  return callerError('UNAVAILABLE', 'the profiles of this customer cannot be read now; try again', {
    retryable: true,
  })
}

function hasKnownCode(error: { extensions?: { readonly [key: string]: unknown } | undefined }): boolean {
  return errorCodes.some((code) => code === error.extensions?.['code'])
}

/**
 * What a caller may see of an error. Its own faults pass; a lost database, or a read that takes longer than its
 * request, is UNAVAILABLE and may be retried; anything else is ours: it is logged whole and leaves only an `errorId`
 * by which it is found there.
 */
export function maskError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const { originalError } = error
  const at = {
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
  }
  if (isDatabaseUnavailable(originalError)) {
    logger.warn({ event: 'database_unavailable', path: error.path }, 'the database cannot be reached')
    return {
      message:
        'the database cannot be reached; try again, with the same idempotencyKey or source when you record something',
      ...at,
      extensions: { code: 'UNAVAILABLE', retryable: true },
    }
  }
  if (isReadTooLong(originalError)) {
    logger.warn({ event: 'read_too_long', path: error.path }, 'a read took longer than its request')
    return {
      message:
        'reading took too long; try again, with the same idempotencyKey or source when you record something, or ask for less at a time',
      ...at,
      extensions: { code: 'UNAVAILABLE', retryable: true },
    }
  }
  const isOwn = !originalError || originalError instanceof GraphQLError
  if (isOwn && (hasKnownCode(error) || !('code' in error.extensions))) {
    return { message: error.message, ...at, extensions: { code: 'BAD_USER_INPUT', ...error.extensions } }
  }
  const errorId = randomUUID()
  logger.error(
    { event: 'internal_error', errorId, err: originalError ?? error, path: error.path },
    'internal error',
  )
  return {
    message: `internal error; quote ${errorId} when you ask about it`,
    ...at,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
  }
}
