import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { customerOf, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { SplitCustomer } from '../merge/splitCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RunMutation } from '../mutation/runMutation.ts'
import {
  decisionNumberFaults,
  isPair,
  refusalBy,
  sameDecisionBetween,
  samePersonAs,
} from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'
import { findPair, type ProfilePairInput, readProfilePair } from './profilePair.ts'

export type DecideProfilesDifferent = (input: ProfilePairInput, by: Principal) => Promise<MutationAnswer>

/** Store the decision that two profiles are different persons, and separate them if they are one customer. */
export function createDecideProfilesDifferent({
  runMutation,
  clock,
  customers: store,
  decisions,
  splitCustomer,
  logger,
}: {
  runMutation: RunMutation
  clock: Clock
  customers: CustomerStore
  decisions: ProfileDecisionStore
  splitCustomer: SplitCustomer
  logger: Logger
}): DecideProfilesDifferent {
  return async (input, by) => {
    const { pair: given, faults } = readProfilePair(input)
    const { profileId, otherProfileId, reason } = given
    const call = {
      mutation: 'decideProfilesDifferent' as const,
      content: given,
      idempotencyKey: input.idempotencyKey,
      faults,
      by,
    }
    const answer = await runMutation(call, async (session) => {
      const { pair, faults: missing } = await findPair(store, given, session)
      if (missing) return refused(...missing)
      const [one, other] = pair
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
    })
    if (answer.userErrors.length === 0)
      logger.info(
        { event: 'profiles_decided_different', profileIds: [profileId, otherProfileId] },
        'profiles decided to be different persons',
      )
    return answer
  }
}
