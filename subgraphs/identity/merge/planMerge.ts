import type { ClientSession } from 'mongoose'
import { idFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { byAge, type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FactStore } from '../knowledge/factStore.ts'
import { factLimitFaults } from '../knowledge/saveFacts.ts'
import { refusalBy, separationOf } from '../decision/profileLink.ts'
import type { ProfileLinkStore } from '../decision/profileLinkStore.ts'

/** Two customers, the oldest first, and the one they would be. */
export type MergePlan = { before: [Customer, Customer]; merged: Customer }

/** The merge that somebody asks for, and what stands in its way; without two customers there is none. */
export async function planMerge(
  { customers, facts, links }: { customers: CustomerStore; facts: FactStore; links: ProfileLinkStore },
  asked: { customerId: string; otherCustomerId: string },
  session: ClientSession,
): Promise<{ plan: MergePlan | null; userErrors: UserError[] }> {
  const { customerId, otherCustomerId } = asked
  const malformed = Object.entries(asked).flatMap(([field, id]) => idFaults(field, 'cus', id))
  if (malformed.length > 0) return { plan: null, userErrors: malformed }

  const found = await customers.findByProfileIds([customerId, otherCustomerId], { session })
  const ids = new Set(found.flatMap(profileIdsOf))
  const unknown = Object.entries(asked)
    .filter(([, id]) => !ids.has(id))
    .map(([field, id]) => userError('NOT_FOUND', field, `${field}: no customer has the id ${id}`))
  if (unknown.length > 0) return { plan: null, userErrors: unknown }

  const [oldest, other] = [...found].sort(byAge)
  if (!oldest || !other) {
    return {
      plan: null,
      userErrors: [
        userError(
          'SAME_CUSTOMER',
          'otherCustomerId',
          `otherCustomerId: expected another customer, got ${otherCustomerId}, who is ${oldest?.id} like ${customerId}`,
        ),
      ],
    }
  }
  const merged = customerOf([...oldest.profiles, ...other.profiles])
  const identifiers = await customers.countIdentifiers(merged.profileIds, session)
  const decided = await links.findByProfileIds(merged.profileIds, session)
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
