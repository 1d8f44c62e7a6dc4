import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import { customerOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { profileIdFaults, shownProfileId, storedProfileId, unknownProfile } from '../customer/profileId.ts'
import { refusalBy } from '../decision/profileDecision.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import type { UnmergeCustomerInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { SplitCustomer } from './splitCustomer.ts'

export type UnmergeCustomer = (input: UnmergeCustomerInput, by: Principal) => Promise<MutationAnswer>

/** Make a profile a customer by itself again. The other profiles stay one customer, with the id of the oldest. */
export function createUnmergeCustomer({
  runMutation,
  customers: store,
  decisions,
  splitCustomer,
  logger,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  decisions: ProfileDecisionStore
  splitCustomer: SplitCustomer
  logger: Logger
}): UnmergeCustomer {
  return async (input, by) => {
    const profileId = storedProfileId(input.profileId) ?? input.profileId
    const reason = cleanText(input.reason)
    const call = {
      mutation: 'unmergeCustomer' as const,
      content: { profileId, reason },
      idempotencyKey: input.idempotencyKey,
      faults: [
        ...profileIdFaults('profileId', input.profileId),
        ...textFaults('reason', input.reason, 1_000),
      ],
      by,
    }
    const answer = await runMutation(call, async (session) => {
      const [merged] = await store.findByProfileIds([profileId], { session })
      if (!merged) return refused(unknownProfile('profileId', profileId))
      const others = merged.profiles.filter(({ id }) => id !== profileId)
      if (others.length === 0) {
        const message = `profileId: expected a profile that is merged with others, got ${shownProfileId(profileId)}, which is a customer by itself`
        return refused(userError('NOT_MERGED', 'profileId', message))
      }
      const decided = await decisions.findByProfileIds([profileId], session)
      const same = decided.find(({ decision }) => decision === 'MUST_LINK')
      if (same) return refused(refusalBy(same, 'profileId'))
      const customer = customerOf(others)
      const separatedCustomer = customerOf(merged.profiles.filter(({ id }) => id === profileId))
      const steps = await splitCustomer(
        { before: merged, after: [customer, separatedCustomer], rule: 'MANUAL', reason, by },
        session,
      )
      return answered([customer, separatedCustomer], { steps })
    })
    const [customer] = answer.customers
    if (customer)
      logger.info({ event: 'customer_unmerged', customerId: customer.id, profileId }, 'customer unmerged')
    return answer
  }
}
