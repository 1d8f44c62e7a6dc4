import type { ClientSession } from 'mongoose'
import { noSuchCustomer } from '../../../interactions/recording/customerInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { CustomerAccessStore } from '../../../interactions/visibility/customerAccessStore.ts'
import { createCustomerAccess, type CustomerAccess } from '../access/customerAccess.ts'
import type { Customer } from '../customer/customer.ts'
import { noDetail } from '../customer/customerDetail.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CustomerInput } from '../schemaTypes.ts'
import { findNamedCustomer, type NamedCustomer, readCustomerInput } from './namedCustomer.ts'
import { type MutationAnswer, refused } from './mutationAnswer.ts'
import type { MutationCall, RunMutation } from './runMutation.ts'

/**
 * Change the one customer that an input names, in one transaction. `change` gets the customer and the profile that the
 * input leads to. Nothing happens when the input has faults, or when it names no customer or several. A caller that does
 * not see all customers names one by an id, and one that it does not see is unknown to it.
 */
export type ChangeCustomer = (
  call: MutationCall & { customer: CustomerInput },
  change: (customer: Customer, profileId: string, session: ClientSession) => Promise<MutationAnswer>,
) => Promise<MutationAnswer>

export function createChangeCustomer({
  runMutation,
  customers,
  customerAccess,
  rules,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  customerAccess: CustomerAccessStore
  rules: IdentityRules
}): ChangeCustomer {
  /** Why a caller that does not see all customers may not change this one; null when it may. */
  async function hiddenFault(named: NamedCustomer, access: CustomerAccess): Promise<UserError | null> {
    if (named.id === undefined) {
      const message =
        'customer.identifiers: expected customer.id, because the caller does not see all customers'
      return userError('INVALID_VALUE', ['customer', 'identifiers'], message)
    }
    const [customer] = await customers.lookUp([named.id], noDetail)
    const mayBeSeen = await access.maySee(customer?.profileIds ?? [named.id])
    return customer && mayBeSeen ? null : noSuchCustomer(named.id)
  }

  return async ({ customer, ...call }, change) => {
    const { named, faults = [] } = readCustomerInput(customer, rules)
    const all = [...faults, ...call.faults]
    const access = createCustomerAccess(customerAccess, call.by)
    if (named && all.length === 0 && !access.seesAll) {
      const hidden = await hiddenFault(named, access)
      if (hidden) return refused(hidden)
    }
    const answer = await runMutation({ ...call, faults: all }, async (session) => {
      if (!named) return refused(...faults)
      const found = await findNamedCustomer(named, { customers, rules }, session)
      return found.faults ? refused(...found.faults) : change(found.customer, found.profileId, session)
    })
    // A repeated call gets the customer of the first answer, which may be another one meanwhile.
    const seen = await Promise.all(answer.customers.map(({ profileIds }) => access.maySee(profileIds)))
    return seen.includes(false) && named?.id !== undefined ? refused(noSuchCustomer(named.id)) : answer
  }
}
