import { databaseCodesOf } from '../platform/mongo/mongoErrors.ts'
import { GraphFailure, GraphRefusal } from './chatwoot/send/graphMutations.ts'

/**
 * The part of an error that may be logged. The message of a database error or of a refusal by the graph may quote
 * personal data, so only names and codes of these are logged. Any other error is logged whole, with its causes.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (error instanceof GraphRefusal) return { code: error.name }
  if (error instanceof GraphFailure) return { code: error.name, err: error }
  const code = error instanceof Error ? error.name : 'Error'
  return { code, ...(databaseCodesOf(error) ?? { err: error }) }
}
