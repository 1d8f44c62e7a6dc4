import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import type { MergeCustomersInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { IdentityChangeLog } from './identityChangeLog.ts'
import type { PlanMerge } from './planMerge.ts'

export type MergeCustomers = (input: MergeCustomersInput, by: Principal) => Promise<MutationAnswer>

/** Declare two customers to be the same person. Only the grouping of profiles is written, and what they own stays. */
export function createMergeCustomers({
  runMutation,
  customers: store,
  planMerge,
  changes,
  logger,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  planMerge: PlanMerge
  changes: IdentityChangeLog
  logger: Logger
}): MergeCustomers {
  return async ({ customerId, otherCustomerId, reason: given, idempotencyKey }, by) => {
    const reason = cleanText(given)
    const call = {
      mutation: 'mergeCustomers' as const,
      content: { customerId, otherCustomerId, reason },
      idempotencyKey,
      faults: textFaults('reason', given, 1_000),
      by,
    }
    const answer = await runMutation(call, async (session) => {
      const { plan, userErrors } = await planMerge({ customerId, otherCustomerId }, session)
      if (!plan || userErrors.length > 0) return refused(...userErrors)
      const { before, merged } = plan
      await store.group(merged, session)
      await changes.record(
        [{ change: 'MERGED', rule: 'MANUAL', reason, by, before, after: [merged] }],
        session,
      )
      return answered([merged])
    })
    const [customer] = answer.customers
    if (customer)
      logger.info({ event: 'customers_merged', rule: 'MANUAL', customerId: customer.id }, 'customers merged')
    return answer
  }
}
