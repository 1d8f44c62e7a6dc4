import type { ClientSession } from 'mongoose'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CustomerInput } from '../schemaTypes.ts'
import { findNamedCustomer, readCustomerInput } from './namedCustomer.ts'
import { type MutationAnswer, refused } from './mutationAnswer.ts'
import type { MutationCall, RunMutation } from './runMutation.ts'

/**
 * Change the one customer that an input names, in one transaction. `change` gets the customer and the profile that the
 * input leads to. Nothing happens when the input has faults, or when it names no customer or several.
 */
export type ChangeCustomer = (
  call: MutationCall & { customer: CustomerInput },
  change: (customer: Customer, profileId: string, session: ClientSession) => Promise<MutationAnswer>,
) => Promise<MutationAnswer>

export function createChangeCustomer({
  runMutation,
  customers,
  rules,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  rules: IdentityRules
}): ChangeCustomer {
  return ({ customer, ...call }, change) => {
    const { named, faults = [] } = readCustomerInput(customer, rules)
    return runMutation({ ...call, faults: [...faults, ...call.faults] }, async (session) => {
      if (!named) return refused(...faults)
      const found = await findNamedCustomer(named, { customers, rules }, session)
      return found.faults ? refused(...found.faults) : change(found.customer, found.profileId, session)
    })
  }
}
