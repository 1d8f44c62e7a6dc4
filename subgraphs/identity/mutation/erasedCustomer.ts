import { type UserError, userError } from '../../../interactions/recording/userError.ts'

/** The error of a change of a customer who was erased. They have nothing that could be changed. */
export function erasedCustomer(): UserError {
  return userError('NOT_FOUND', null, 'expected customers that can be changed, found none')
}
