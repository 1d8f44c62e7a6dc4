import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { shownProfileId } from '../customer/profileId.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import { isPair } from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'
import { findPair, type ProfilePairInput, readProfilePair } from './profilePair.ts'

export type WithdrawProfileDecision = (input: ProfilePairInput, by: Principal) => Promise<MutationAnswer>

/** Remove the decision about two profiles. No customers are merged or separated by it. */
export function createWithdrawProfileDecision({
  runMutation,
  customers: store,
  decisions,
  logger,
}: {
  runMutation: RunMutation
  customers: CustomerStore
  decisions: ProfileDecisionStore
  logger: Logger
}): WithdrawProfileDecision {
  return async (input, by) => {
    const { pair: given, faults } = readProfilePair(input)
    const { profileId, otherProfileId } = given
    const call = {
      mutation: 'withdrawProfileDecision' as const,
      content: given,
      idempotencyKey: input.idempotencyKey,
      faults,
      by,
    }
    const answer = await runMutation(call, async (session) => {
      const { pair, faults: missing } = await findPair(store, given, session)
      if (missing) return refused(...missing)
      const standing = await decisions.findByProfileIds([profileId], session)
      const decided = standing.find(isPair(profileId, otherProfileId))
      if (!decided) {
        const [one, other] = [shownProfileId(profileId), shownProfileId(otherProfileId)]
        const message = `otherProfileId: expected a profile with a decision about it and ${one}, got ${other}`
        return refused(userError('NOT_FOUND', 'otherProfileId', message))
      }
      await decisions.remove(decided, session)
      for (const customer of new Set(pair)) await store.guard(customer, session)
      return answered([...new Set(pair)], { decision: decided.decision })
    })
    if (answer.userErrors.length === 0)
      logger.info(
        { event: 'profile_decision_withdrawn', profileIds: [profileId, otherProfileId], by: by.kind },
        'profile decision withdrawn',
      )
    return answer
  }
}
