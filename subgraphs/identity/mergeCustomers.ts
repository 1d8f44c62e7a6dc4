import type { Connection } from 'mongoose'
import { isId } from '../../platform/ids.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Principal } from '../../platform/principal.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { type UserError, userError } from '../../platform/userError.ts'
import { cleanText } from './cleanText.ts'
import { byAge, type Customer, customerOf, profileIdsOf } from './customer.ts'
import { limitFaults } from './customerLimits.ts'
import type { CustomerStore } from './customerStore.ts'
import type { IdentityChangeLog } from './identityChangeLog.ts'
import { lengthFaults } from './readIdentification.ts'

export type MergeCustomersInput = { customerId: string; otherCustomerId: string; reason?: string | null }
export type MergeAnswer = { customer: Customer | null; userErrors: UserError[] }
export type MergeCustomers = (input: MergeCustomersInput, by: Principal) => Promise<MergeAnswer>

function refused(...userErrors: UserError[]): MergeAnswer {
  return { customer: null, userErrors }
}

/** Declare two customers to be the same person. Writes to the younger one's profiles, and to nothing they did. */
export function createMergeCustomers({
  connection,
  customers: store,
  changes,
  logger,
}: {
  connection: Connection
  customers: CustomerStore
  changes: IdentityChangeLog
  logger: Logger
}): MergeCustomers {
  return async ({ customerId, otherCustomerId, reason }, by) => {
    const asked = { customerId, otherCustomerId }
    const faults = [
      ...Object.entries(asked)
        .filter(([, id]) => !isId('cus', id))
        .map(([field, id]) =>
          userError(
            'INVALID_VALUE',
            field,
            `${field}: expected cus_…, got ${JSON.stringify(id.slice(0, 80))}`,
          ),
        ),
      ...lengthFaults('reason', reason, 1_000),
    ]
    if (faults.length > 0) return refused(...faults)

    const answer = await inTransaction(connection, async (session): Promise<MergeAnswer> => {
      const found = await store.findByProfileIds([customerId, otherCustomerId], { session })
      const ids = new Set(found.flatMap(profileIdsOf))
      const unknown = Object.entries(asked)
        .filter(([, id]) => !ids.has(id))
        .map(([field, id]) => userError('NOT_FOUND', field, `${field}: no customer has the id ${id}`))
      if (unknown.length > 0) return refused(...unknown)

      const before = [...found].sort(byAge)
      const [customer] = before
      if (before.length === 1) {
        return refused(
          userError(
            'SAME_CUSTOMER',
            'otherCustomerId',
            `otherCustomerId: expected another customer, got ${otherCustomerId}, who is ${customer?.id} like ${customerId}`,
          ),
        )
      }
      const merged = customerOf(before.flatMap(({ profiles }) => profiles))
      const exceeded = limitFaults(merged, await store.countIdentifiers(profileIdsOf(merged), session))
      if (exceeded.length > 0) return refused(...exceeded)

      await store.group(merged, session)
      await changes.record(
        [{ change: 'MERGED', rule: 'MANUAL', reason: cleanText(reason), by, before, after: [merged] }],
        session,
      )
      return { customer: merged, userErrors: [] }
    })
    if (answer.customer)
      logger.info(
        { event: 'customers_merged', rule: 'MANUAL', customerId: answer.customer.id },
        'customers merged',
      )
    return answer
  }
}
