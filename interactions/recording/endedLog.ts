import { LogEndedError } from '../log/logPositions.ts'
import { type UserError, userError } from './userError.ts'

/** The error of an input that names, by an id, a customer who was erased. */
export function customerWasErased(): UserError {
  return userError(
    'NOT_FOUND',
    'customer',
    'customer: expected a customer that can be written to, found none',
  )
}

/**
 * Find the customer again when they were erased between that and the write: their identifiers belong to nobody then, or
 * to a new customer. NOT_FOUND when the input still leads to who was erased, as an id does.
 */
export async function againOnEndedLog<Result>(
  work: () => Promise<Result>,
  refuse: (userErrors: UserError[]) => Result,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LogEndedError)) throw error
      if (attempt === 2) return refuse([customerWasErased()])
    }
  }
}
