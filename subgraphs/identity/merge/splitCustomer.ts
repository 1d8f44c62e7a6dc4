import type { ClientSession } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Customer } from '../customer/customer.ts'
import { maximumIdentifiers } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { keyOf } from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { IdentityChange } from './identityActStore.ts'
import type { IdentityChangeLog } from './identityChangeLog.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import { type ReservedIdentifier, restorationOf } from '../identifier/reservedIdentifier.ts'
import type { ReservedIdentifierStore } from '../identifier/reservedIdentifierStore.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/**
 * Make one customer two, and record it, in the transaction of the mutation. The profiles get the identifiers in reserve
 * for them, if these are free and within the limits; the steps in the answer name them. Fails with a duplicate key, which
 * restarts the transaction, when another request was first with an identifier.
 */
export type SplitCustomer = (
  separation: {
    before: Customer
    after: [Customer, Customer]
    rule: IdentityChange['rule']
    reason: string | null
    by: Principal
  },
  session: ClientSession,
) => Promise<ResolutionStep[]>

export function createSplitCustomer({
  customers,
  identifiers,
  reserved,
  changes,
  rules,
}: {
  customers: CustomerStore
  identifiers: IdentifierStore
  reserved: ReservedIdentifierStore
  changes: IdentityChangeLog
  rules: IdentityRules
}): SplitCustomer {
  function isValid({ type, value }: ReservedIdentifier): boolean {
    return normalizeIdentifier({ type, value }, [], rules).value === value
  }

  async function restore(
    { profileIds }: Customer,
    session: ClientSession,
  ): Promise<{ steps: ResolutionStep[]; restored: ReservedIdentifier[] }> {
    const inReserve = await reserved.find({ profileIds }, session)
    if (inReserve.length === 0) return { steps: [], restored: [] }
    const holdings = await identifiers.countByType(profileIds, session)
    const capacity = maximumIdentifiers - holdings.reduce((sum, { count }) => sum + count, 0)
    const { attach, hold, lost, steps } = restorationOf(inReserve.filter(isValid), holdings, {
      rules,
      capacity,
    })
    for (const each of attach) await customers.addIdentifiers(each.profileId, [each], originOf(each), session)
    const held = hold.length > 0 ? await identifiers.findShared(hold, profileIds, session) : []
    const isHeld = new Set(held.map((each) => `${each.profileId} ${keyOf(each)}`))
    const shown = hold.filter((each) => !isHeld.has(`${each.profileId} ${keyOf(each)}`))
    for (const each of shown) await identifiers.holdShared(each.profileId, [each], originOf(each), session)
    const done = [...attach, ...hold, ...lost]
    if (done.length > 0) await reserved.remove(done, session)
    return { steps, restored: [...attach, ...shown] }
  }

  return async ({ before, after, ...act }, session) => {
    const steps: ResolutionStep[] = []
    const restored: ReservedIdentifier[] = []
    for (const customer of after) {
      await customers.group(customer, session)
      const restoration = await restore(customer, session)
      steps.push(...restoration.steps)
      restored.push(...restoration.restored)
    }
    await changes.record([{ change: 'UNMERGED', ...act, before: [before], after, restored }], session)
    return steps
  }
}

/** An identifier in reserve belongs to its profile since it was claimed. */
function originOf({ source, claimedAt }: ReservedIdentifier): { source: string | null; createdAt: Date } {
  return { source, createdAt: claimedAt }
}
