import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from './customer.ts'

const maximumProfiles = 1_000
export const maximumIdentifiers = 1_000
export const maximumTags = 100

/** The faults of a customer with so many identifiers, by the bounds that the schema promises for their lists. */
export function limitFaults(customer: Customer, identifiers: number): UserError[] {
  const counts = [
    { what: 'profiles', count: profileIdsOf(customer).length, maximum: maximumProfiles },
    { what: 'tags', count: customer.tags.length, maximum: maximumTags },
    { what: 'identifiers', count: identifiers, maximum: maximumIdentifiers },
  ]
  return counts
    .filter(({ count, maximum }) => count > maximum)
    .map(({ what, count, maximum }) =>
      userError(
        'CONFLICT',
        null,
        `expected a customer of at most ${maximum} ${what}; ${customer.id} would have ${count}`,
      ),
    )
}
