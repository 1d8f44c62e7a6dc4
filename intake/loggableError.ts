import mongoose from 'mongoose'
import { GraphFailure, GraphRefusal } from './chatwoot/send/graphMutations.ts'

/**
 * What may be logged of an error. An error of the database or a refusal of the graph may quote the customer's data in
 * its message, so of these only names and codes are logged; anything else is logged whole, with its causes.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (error instanceof GraphRefusal) return { code: error.name }
  if (error instanceof GraphFailure) return { code: error.name, err: error }
  if (error instanceof mongoose.mongo.MongoError) {
    const codeName = 'codeName' in error ? error.codeName : undefined
    return { code: error.name, databaseCode: error.code, databaseCodeName: codeName }
  }
  if (error instanceof mongoose.Error) return { code: error.name }
  return { code: error instanceof Error ? error.name : 'Error', err: error }
}
