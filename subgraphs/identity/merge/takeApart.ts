import type { ClientSession } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { type Customer, customerOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { shownProfileId } from '../customer/profileId.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import { type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { IdentityActStore } from './identityActStore.ts'
import type { SplitCustomer } from './splitCustomer.ts'
import { partsOf, type Tie, tiesOfIdentifiers } from './ties.ts'

/** Separates profiles of a customer when what made them one person is gone. What a person merged stays merged. */
export type TakeApart = {
  /** Everything that makes the profiles of a customer one person. */
  findTies(customer: Customer, session: ClientSession): Promise<Tie[]>
  /**
   * The customers that this one falls into when only the ties of `after` are left of those of `before`: the one that
   * remains first. Each separation is recorded; the steps name the profiles that left.
   */
  separate(
    customer: Customer,
    ties: { before: readonly Tie[]; after: readonly Tie[] },
    act: {
      rule: 'SHARED_VALUE' | 'WITHDRAWN_CLAIM'
      of: IdentifierKey
      reason: string | null
      by: Principal
    },
    session: ClientSession,
  ): Promise<{ customers: Customer[]; steps: ResolutionStep[] }>
}

export function createTakeApart({
  customers: store,
  decisions,
  acts,
  splitCustomer,
}: {
  customers: CustomerStore
  decisions: ProfileDecisionStore
  acts: IdentityActStore
  splitCustomer: SplitCustomer
}): TakeApart {
  return {
    async findTies({ profileIds }, session) {
      if (profileIds.length === 1) return []
      const identifiers = await store.findIdentifiers(profileIds, { session })
      const decided = await decisions.findByProfileIds(profileIds, session)
      const same = decided.filter(({ decision }) => decision === 'MUST_LINK')
      const byPersons = [
        ...same.map((each) => each.profileIds),
        ...(await acts.findMergedByPersons(profileIds, session)),
      ]
      return [
        ...tiesOfIdentifiers(identifiers, keyOf),
        ...byPersons.map((pair): Tie => ({ profileIds: pair, key: null })),
      ]
    },

    async separate(customer, ties, { of: { type, value }, ...act }, session) {
      const [, ...leaving] = partsOf(customer.profileIds, ties)
      const steps: ResolutionStep[] = []
      const separated: Customer[] = []
      let remaining = customer
      for (const part of leaving) {
        const isLeaving = new Set(part)
        const before = remaining
        remaining = customerOf(before.profiles.filter(({ id }) => !isLeaving.has(id)))
        const left = customerOf(before.profiles.filter(({ id }) => isLeaving.has(id)))
        separated.push(left)
        steps.push({
          rule: act.rule,
          outcome: 'SEPARATED',
          of: [{ type, value }],
          message: `${part.map(shownProfileId).join(', ')}: nothing else connected them with ${shownProfileId(remaining.id)}`,
        })
        steps.push(...(await splitCustomer({ before, after: [remaining, left], ...act }, session)))
      }
      return { customers: [remaining, ...separated], steps }
    },
  }
}
