import type { ClientSession } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { shownProfileId } from '../customer/profileId.ts'
import { type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { TakeApart } from '../merge/takeApart.ts'
import type { Tie } from '../merge/ties.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CorrectedIdentifierStore } from './correctedIdentifierStore.ts'
import type { WithdrawnIdentifier, WithdrawnIdentifierStore } from './withdrawnIdentifierStore.ts'

/** Why profiles give an identifier up. */
export type GivingUp = Pick<WithdrawnIdentifier, 'kind' | 'reason' | 'undoToken'> & {
  by: Principal
  at: Date
}

/** What was given up: no profile did when `profileIds` is empty. */
export type GaveUp = {
  profileIds: string[]
  /** The profile that had claimed it and has it now; null when there is none. */
  passedTo: string | null
  /** The customers that the customer is now, the remaining one first. */
  customers: Customer[]
  steps: ResolutionStep[]
}

/**
 * Take an identifier from profiles of a customer. It stays readable as theirs in the past. If profiles are one customer
 * only because of it, they become customers of their own.
 */
export type GiveUpIdentifier = (
  given: { customer: Customer; profileIds: readonly string[]; key: IdentifierKey } & GivingUp,
  session: ClientSession,
) => Promise<GaveUp>

/** The ties that are left when these profiles have and claim an identifier no longer. */
function tiesWithout(ties: readonly Tie[], key: string, profileIds: readonly string[]): Tie[] {
  const ofKey = ties.filter((tie) => tie.key === key)
  const left = ofKey.flatMap(({ profileIds: pair }) => pair).filter((id) => !profileIds.includes(id))
  const [first, ...others] = new Set(left)
  return [
    ...ties.filter((tie) => tie.key !== key),
    ...others.map((other): Tie => ({ profileIds: [first ?? other, other], key })),
  ]
}

export function createGiveUpIdentifier({
  customers: store,
  identifiers,
  corrected,
  withdrawn,
  takeApart,
  rules,
}: {
  customers: CustomerStore
  identifiers: IdentifierStore
  corrected: CorrectedIdentifierStore
  withdrawn: WithdrawnIdentifierStore
  takeApart: TakeApart
  rules: IdentityRules
}): GiveUpIdentifier {
  return async ({ customer, profileIds, key, by, at, kind, reason, undoToken }, session) => {
    const { type, value } = key
    const nothing = { profileIds: [], passedTo: null, customers: [customer], steps: [] }
    const { profileIds: holders = [], claimedBy = [] } = (await identifiers.findHolders(key, session)) ?? {}
    const concerned = profileIds.filter((id) => holders.includes(id) || claimedBy.includes(id))
    if (concerned.length === 0) return nothing
    const before = await takeApart.findTies(customer, session)
    const isPassedOn = rules.types[type].record === null
    const entries: WithdrawnIdentifier[] = []
    let passedTo: string | null = null
    // Claims go first, so that the identifier passes to no profile that gives it up too.
    const isHolder = (id: string) => Number(holders.includes(id))
    for (const profileId of concerned.sort((a, b) => isHolder(a) - isHolder(b))) {
      const gaveUp = await corrected.giveUp(
        key,
        profileId,
        { isPassedOn, bySource: kind === 'SOURCE', at },
        session,
      )
      if (!gaveUp) continue
      const { held } = gaveUp
      passedTo = gaveUp.passedTo ?? passedTo
      entries.push({
        ...{ type, value, profileId, withdrawnAt: at, kind, reason, undoToken, isUndone: false },
        wasHeld: held !== null,
        verified: held?.verified ?? false,
        source: held?.source ?? null,
        claimedAt: held?.createdAt ?? null,
      })
    }
    if (entries.length === 0) return nothing
    await withdrawn.add(entries, session)
    await store.guard(customer, session)
    const gone = entries.map(({ profileId }) => profileId)
    const separated = await takeApart.separate(
      customer,
      { before, after: tiesWithout(before, keyOf(key), gone) },
      { rule: 'WITHDRAWN_CLAIM', of: key, reason, by },
      session,
    )
    const step: ResolutionStep = {
      rule: 'WITHDRAWN_CLAIM',
      outcome: 'WITHDRAWN',
      of: [{ type, value }],
      message: `${type}: ${gone.map(shownProfileId).join(', ')} gave it up`,
    }
    return { profileIds: gone, passedTo, customers: separated.customers, steps: [step, ...separated.steps] }
  }
}
