import { callerError } from '../../../platform/errors/errors.ts'

/**
 * Check that the filter of a stream can match something: BAD_USER_INPUT for an empty list, because the stream would be
 * silent for ever and its caller would take that for peace. A page with such a filter is empty, which its caller sees.
 */
export function checkCanMatch(filter: object | null | undefined): void {
  for (const [name, given] of Object.entries(filter ?? {}))
    if (Array.isArray(given) && given.length === 0)
      throw callerError(
        'BAD_USER_INPUT',
        `filter.${name}: expected at least one value, or no list, got an empty list, which nothing matches`,
      )
}
