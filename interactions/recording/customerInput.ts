import { idFaults } from './inputFaults.ts'
import { type UserError, userError } from './userError.ts'

/** The customer as a mutation's input gives it: an id or identifiers. */
export type CustomerInput = {
  id?: string | null
  identifiers?: { type: string; value: string; verified?: boolean }[] | null
  name?: string | null
}

/** The faults of a `customer`: exactly one of id and identifiers, and an id of the right form. */
export function customerInputFaults({ id, identifiers }: CustomerInput): UserError[] {
  const hasIdentifiers = identifiers !== null && identifiers !== undefined && identifiers.length > 0
  if (id === null || id === undefined) {
    if (hasIdentifiers) return []
    return [userError('REQUIRED', 'customer', 'customer: expected an id or identifiers, got neither')]
  }
  if (hasIdentifiers)
    return [userError('INVALID_VALUE', 'customer', 'customer: expected an id or identifiers, got both')]
  return idFaults(['customer', 'id'], 'cus', id)
}

/** The error of an input whose `customer.id` does not exist, or is not for the caller to see. */
export function noSuchCustomer(id: string): UserError {
  return userError('NOT_FOUND', ['customer', 'id'], `customer.id: no customer has the id ${id}`)
}
