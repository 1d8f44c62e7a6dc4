import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql'
import { isDatabaseUnavailable, isReadTooLong } from '../mongo/mongoErrors.ts'
import type { Logger } from '../process/log/logger.ts'
import { shortMessage } from './shortMessage.ts'

/** The closed list of error codes in answers. */
export const errorCodes = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'INVALID_CURSOR',
  'CONFLICT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'RATE_LIMITED',
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

/** A caller's mistake: an error that is never masked. The message names what was expected and what came. */
export function callerError(
  code: ErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } })
}

/** Events came faster than a client, or the gateway, read them. */
export function tooSlow(): GraphQLError {
  return callerError(
    'SLOW_CONSUMER',
    'events came faster than they were read; resume from your last cursor',
    { retryable: true },
  )
}

/** A subgraph did not answer a query. */
export function unavailable(name: string): GraphQLError {
  return callerError('UNAVAILABLE', `the subgraph "${name}" does not answer; try again`, {
    retryable: true,
    serviceName: name,
  })
}

/** A subgraph did not answer a mutation, which may be recorded already, or later. */
export function outcomeUnknown(name: string): GraphQLError {
  return callerError(
    'UNAVAILABLE',
    `the subgraph "${name}" does not answer: it is unknown whether this was recorded; try again with the same idempotencyKey or source, and it is recorded once`,
    { outcome: 'UNKNOWN', retryable: true, serviceName: name },
  )
}

/** Identity did not give the profiles of a customer, so their history cannot be read. */
export function unknownProfiles(): GraphQLError {
  return callerError('UNAVAILABLE', 'the profiles of this customer cannot be read now; try again', {
    retryable: true,
  })
}

const noCodes: ReadonlySet<string> = new Set()

function hasKnownCode({ extensions }: GraphQLError, passedCodes: ReadonlySet<string>): boolean {
  const code = extensions['code']
  return errorCodes.some((known) => known === code) || (typeof code === 'string' && passedCodes.has(code))
}

/**
 * Whether graphql-js reports, with an error without a code, that an operation or its variables are invalid. It throws
 * errors of the same class when a resolver's value breaks the schema: those have a path, and their original errors
 * point to no value in the operation.
 */
function isOfOperation({ path, originalError, extensions }: GraphQLError): boolean {
  if ('code' in extensions) return false
  if (!path || !(originalError instanceof GraphQLError)) return true
  return originalError.nodes?.some(({ kind }) => kind !== Kind.FIELD) ?? false
}

/**
 * The form of an error that callers may see. Mistakes of the caller pass, and so do errors with one of our codes or of
 * `passedCodes`; only what is very long in their messages is cut. A lost database, or a read that takes longer than its request, becomes UNAVAILABLE and is
 * retryable. Every other error is a fault of the server: it is logged with an `errorId`, and the caller sees only this
 * id.
 */
export function maskError(
  error: GraphQLError,
  logger: Logger,
  passedCodes: ReadonlySet<string> = noCodes,
): GraphQLFormattedError {
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
  if (isOwn && (hasKnownCode(error, passedCodes) || isOfOperation(error))) {
    return {
      message: shortMessage(error.message),
      ...at,
      extensions: { code: 'BAD_USER_INPUT', ...error.extensions },
    }
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
