import type { Principal } from '../../../platform/subgraph/principal.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { shownProfileId } from '../customer/profileId.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import { isPair } from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'
import type { ChangeDecision, ProfilePairInput } from './changeDecision.ts'

export type WithdrawProfileDecision = (input: ProfilePairInput, by: Principal) => Promise<MutationAnswer>

/** Remove the decision about two profiles. No customers are merged or separated by it. */
export function createWithdrawProfileDecision({
  changeDecision,
  customers: store,
  decisions,
}: {
  changeDecision: ChangeDecision
  customers: CustomerStore
  decisions: ProfileDecisionStore
}): WithdrawProfileDecision {
  return (input, by) =>
    changeDecision(
      {
        mutation: 'withdrawProfileDecision',
        input,
        by,
        log: [{ event: 'profile_decision_withdrawn', by: by.kind }, 'profile decision withdrawn'],
      },
      async ({ profileId, otherProfileId }, pair, session) => {
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
      },
    )
}
