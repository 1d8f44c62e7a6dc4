import type { GraphQLError } from 'graphql'
import { callerError } from '../../../platform/errors/errors.ts'

/** How a stream ends when this process stops: what to do is to subscribe again from the last cursor. */
export function streamStopped(): GraphQLError {
  return callerError('UNAVAILABLE', 'the stream is stopping; subscribe again after the last cursor', {
    retryable: true,
  })
}
