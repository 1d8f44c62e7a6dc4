import type { Connection } from 'mongoose'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FactStore } from '../knowledge/factStore.ts'
import type { IdentityChangeLog } from './identityChangeLog.ts'
import { planMerge } from './planMerge.ts'
import type { ProfileLinkStore } from '../decision/profileLinkStore.ts'
import { lengthFaults } from '../identification/readIdentification.ts'

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
  facts,
  links,
  changes,
  logger,
}: {
  connection: Connection
  customers: CustomerStore
  facts: FactStore
  links: ProfileLinkStore
  changes: IdentityChangeLog
  logger: Logger
}): MergeCustomers {
  return async ({ customerId, otherCustomerId, reason }, by) => {
    const faults = lengthFaults('reason', reason, 1_000)
    if (faults.length > 0) return refused(...faults)

    const answer = await inTransaction(connection, async (session): Promise<MergeAnswer> => {
      const { plan, userErrors } = await planMerge(
        { customers: store, facts, links },
        { customerId, otherCustomerId },
        session,
      )
      if (!plan || userErrors.length > 0) return refused(...userErrors)
      const { before, merged } = plan
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
