import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from './customer.ts'

const maximumProfiles = 1_000
export const maximumIdentifiers = 1_000
export const maximumTags = 100

/** What a customer would exceed: the bounds that the schema promises for his lists. */
export function limitFaults(customer: Customer, identifiers: number): UserError[] {
  const profiles = profileIdsOf(customer).length
  return [
    ...(profiles > maximumProfiles
      ? [
          userError(
            'CONFLICT',
            null,
            `expected a customer of at most ${maximumProfiles} profiles; ${customer.id} would have ${profiles}`,
          ),
        ]
      : []),
    ...(customer.tags.length > maximumTags
      ? [
          userError(
            'CONFLICT',
            null,
            `expected a customer of at most ${maximumTags} tags; ${customer.id} would have ${customer.tags.length}`,
          ),
        ]
      : []),
    ...(identifiers > maximumIdentifiers
      ? [
          userError(
            'CONFLICT',
            null,
            `expected a customer of at most ${maximumIdentifiers} identifiers; ${customer.id} would have ${identifiers}`,
          ),
        ]
      : []),
  ]
}
