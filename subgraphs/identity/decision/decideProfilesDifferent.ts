import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { customerOf, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { SplitCustomer } from '../merge/splitCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import {
  decisionNumberFaults,
  isPair,
  refusalBy,
  sameDecisionBetween,
  samePersonAs,
} from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'
import type { ChangeDecision, ProfilePairInput } from './changeDecision.ts'

export type DecideProfilesDifferent = (input: ProfilePairInput, by: Principal) => Promise<MutationAnswer>

/** Store the decision that two profiles are different persons, and separate them if they are one customer. */
export function createDecideProfilesDifferent({
  changeDecision,
  clock,
  customers: store,
  decisions,
  splitCustomer,
}: {
  changeDecision: ChangeDecision
  clock: Clock
  customers: CustomerStore
  decisions: ProfileDecisionStore
  splitCustomer: SplitCustomer
}): DecideProfilesDifferent {
  return (input, by) =>
    changeDecision(
      {
        mutation: 'decideProfilesDifferent',
        input,
        by,
        log: [{ event: 'profiles_decided_different' }, 'profiles decided to be different persons'],
      },
      async ({ profileId, otherProfileId, reason }, [one, other], session) => {
        const standing = await decisions.findByProfileIds(
          [...profileIdsOf(one), ...profileIdsOf(other)],
          session,
        )
        const contradiction = sameDecisionBetween(profileId, otherProfileId, standing)
        if (contradiction) return refused(refusalBy(contradiction, 'otherProfileId'))
        // A repeated decision does not replace the first.
        if (standing.some(isPair(profileId, otherProfileId))) return answered([one, other])
        const exceeded = decisionNumberFaults([profileId, otherProfileId], standing)
        if (exceeded.length > 0) return refused(...exceeded)

        const profileIds: [string, string] = [profileId, otherProfileId]
        await decisions.add({ profileIds, decision: 'MUST_NOT_LINK', reason, at: clock(), by }, session)
        if (one !== other) {
          await store.guard(one, session)
          await store.guard(other, session)
          return answered([one, other])
        }
        const leaving = samePersonAs(otherProfileId, standing)
        const customer = customerOf(one.profiles.filter(({ id }) => !leaving.has(id)))
        const separatedCustomer = customerOf(one.profiles.filter(({ id }) => leaving.has(id)))
        const steps = await splitCustomer(
          { before: one, after: [customer, separatedCustomer], rule: 'MUST_NOT_LINK', reason, by },
          session,
        )
        return answered([customer, separatedCustomer], { steps })
      },
    )
}
