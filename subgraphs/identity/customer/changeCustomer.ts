import type { ClientSession, Connection } from 'mongoose'
import { idFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Customer } from './customer.ts'
import type { CustomerStore } from './customerStore.ts'
import { transactionWithRetry } from '../../../interactions/transactionWithRetry.ts'

/** What a mutation about one customer answers. */
export type ChangeAnswer =
  { customer: Customer; userErrors: [] } | { customer: null; userErrors: UserError[] }

export function refused(userErrors: UserError[]): ChangeAnswer {
  return { customer: null, userErrors }
}

/** Change the customer who has this id, in one transaction; with faults, or without such a customer, nothing happens. */
export async function changeCustomer(
  { connection, customers }: { connection: Connection; customers: CustomerStore },
  { customerId, faults }: { customerId: string; faults: UserError[] },
  change: (customer: Customer, session: ClientSession) => Promise<ChangeAnswer>,
): Promise<ChangeAnswer> {
  const all = [...idFaults('customerId', 'cus', customerId), ...faults]
  if (all.length > 0) return refused(all)
  return transactionWithRetry(connection, async (session) => {
    const [customer] = await customers.findByProfileIds([customerId], { session })
    if (customer) return change(customer, session)
    return refused([userError('NOT_FOUND', 'customerId', `customerId: no customer has the id ${customerId}`)])
  })
}
