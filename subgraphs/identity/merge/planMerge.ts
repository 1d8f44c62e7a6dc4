import type { ClientSession } from 'mongoose'
import { idFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { CustomerAccess } from '../access/customerAccess.ts'
import type { FactStore } from '../attributes/factStore.ts'
import { factLimitFaults } from '../attributes/saveFacts.ts'
import { byAge, type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { refusalBy, separationOf } from '../decision/profileDecision.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'

/** The merge of two customers, the oldest first, and what would prevent it. Without two customers there is no plan. */
export type PlanMerge = (
  asked: { customerId: string; otherCustomerId: string },
  session: ClientSession,
  /** The caller's; without it every customer may be seen. */
  access?: CustomerAccess,
) => Promise<{ plan: { before: [Customer, Customer]; merged: Customer } | null; userErrors: UserError[] }>

export function createPlanMerge({
  customers,
  facts,
  decisions,
}: {
  customers: CustomerStore
  facts: FactStore
  decisions: ProfileDecisionStore
}): PlanMerge {
  /** The customers that have these ids and may be seen. */
  async function findVisible(
    ids: readonly string[],
    session: ClientSession,
    access: CustomerAccess | undefined,
  ): Promise<Customer[]> {
    const found = await customers.findByProfileIds(ids, { session })
    if (!access || access.seesAll) return found
    const visible = await Promise.all(
      ids.map(async (id) => {
        const customer = found.find(({ profileIds }) => profileIds.includes(id))
        return (await access.maySee(customer?.profileIds ?? [id])) ? customer : undefined
      }),
    )
    return found.filter((customer) => visible.includes(customer))
  }

  return async ({ customerId, otherCustomerId }, session, access) => {
    const asked = { customerId, otherCustomerId }
    const malformed = Object.entries(asked).flatMap(([field, id]) => idFaults(field, 'cus', id))
    if (malformed.length > 0) return { plan: null, userErrors: malformed }

    const found = await findVisible([customerId, otherCustomerId], session, access)
    const ids = new Set(found.flatMap(profileIdsOf))
    const unknown = Object.entries(asked)
      .filter(([, id]) => !ids.has(id))
      .map(([field, id]) => userError('NOT_FOUND', field, `${field}: no customer has the id ${id}`))
    if (unknown.length > 0) return { plan: null, userErrors: unknown }

    const [oldest, other] = [...found].sort(byAge)
    if (!oldest || !other) {
      const message = `otherCustomerId: expected another customer, got ${otherCustomerId}, which is ${oldest?.id} like ${customerId}`
      return { plan: null, userErrors: [userError('SAME_CUSTOMER', 'otherCustomerId', message)] }
    }
    const merged = customerOf([...oldest.profiles, ...other.profiles])
    const identifiers = await customers.countIdentifiers(merged.profileIds, session)
    const decided = await decisions.findByProfileIds(merged.profileIds, session)
    const separation = separationOf([oldest, other], decided)
    return {
      plan: { before: [oldest, other], merged },
      userErrors: [
        ...(separation ? [refusalBy(separation, 'otherCustomerId')] : []),
        ...limitFaults(merged, identifiers),
        ...(await factLimitFaults(facts, merged, session)),
      ],
    }
  }
}
