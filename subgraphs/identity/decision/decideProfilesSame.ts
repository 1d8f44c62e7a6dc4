import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { FactStore } from '../attributes/factStore.ts'
import { factLimitFaults } from '../attributes/saveFacts.ts'
import { byAge, customerOf, profileIdsOf } from '../customer/customer.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentityChangeLog } from '../merge/identityChangeLog.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import { decisionNumberFaults, isPair, refusalBy, separationOf } from './profileDecision.ts'
import type { ProfileDecisionStore } from './profileDecisionStore.ts'
import type { ChangeDecision, ProfilePairInput } from './changeDecision.ts'

export type DecideProfilesSame = (input: ProfilePairInput, by: Principal) => Promise<MutationAnswer>

/** Store the decision that two profiles are one person, and merge their customers if they are two. */
export function createDecideProfilesSame({
  changeDecision,
  clock,
  customers: store,
  facts,
  decisions,
  changes,
}: {
  changeDecision: ChangeDecision
  clock: Clock
  customers: CustomerStore
  facts: FactStore
  decisions: ProfileDecisionStore
  changes: IdentityChangeLog
}): DecideProfilesSame {
  return (input, by) =>
    changeDecision(
      {
        mutation: 'decideProfilesSame',
        input,
        by,
        log: [{ event: 'profiles_decided_same' }, 'profiles decided to be the same person'],
      },
      async ({ profileId, otherProfileId, reason }, pair, session) => {
        const before = [...new Set(pair)].sort(byAge)
        const customer = customerOf(before.flatMap(({ profiles }) => profiles))
        const standing = await decisions.findByProfileIds(profileIdsOf(customer), session)
        const separation = separationOf(before, standing)
        if (separation) return refused(refusalBy(separation, 'otherProfileId'))
        // A repeated decision does not replace the first.
        if (standing.some(isPair(profileId, otherProfileId))) return answered([customer])
        const exceeded = [
          ...limitFaults(customer, await store.countIdentifiers(profileIdsOf(customer), session)),
          ...(await factLimitFaults(facts, customer, session)),
          ...decisionNumberFaults([profileId, otherProfileId], standing),
        ]
        if (exceeded.length > 0) return refused(...exceeded)

        const profileIds: [string, string] = [profileId, otherProfileId]
        await decisions.add({ profileIds, decision: 'MUST_LINK', reason, at: clock(), by }, session)
        if (before.length === 1) {
          await store.guard(customer, session)
          return answered([customer])
        }
        await store.group(customer, session)
        await changes.record(
          [{ change: 'MERGED', rule: 'MUST_LINK', reason, by, before, after: [customer] }],
          session,
        )
        return answered([customer])
      },
    )
}
