import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import { byAge, type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FactStore } from '../knowledge/factStore.ts'
import type { IdentityChangeLog } from '../merge/identityChangeLog.ts'
import { factLimitFaults } from '../knowledge/saveFacts.ts'
import { isPair, linkNumberFaults, refusalBy, separationOf } from './profileLink.ts'
import type { ProfileLinkStore } from './profileLinkStore.ts'
import { findPair, pairFaults, type ProfilePairInput } from './readProfilePair.ts'

export type LinkAnswer = { customer: Customer | null; userErrors: UserError[] }
export type LinkProfiles = (input: ProfilePairInput, by: Principal) => Promise<LinkAnswer>

function refused(...userErrors: UserError[]): LinkAnswer {
  return { customer: null, userErrors }
}

/** Decide that two profiles are one person: kept, and carried out where they are not one customer yet. */
export function createLinkProfiles({
  connection,
  clock,
  customers: store,
  facts,
  links,
  changes,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  facts: FactStore
  links: ProfileLinkStore
  changes: IdentityChangeLog
  logger: Logger
}): LinkProfiles {
  return async (input, by) => {
    const faults = pairFaults(input)
    if (faults.length > 0) return refused(...faults)
    const { profileId, otherProfileId } = input
    const reason = cleanText(input.reason)

    const answer = await inTransaction(connection, async (session): Promise<LinkAnswer> => {
      const { pair, faults: missing } = await findPair(store, input, session)
      if (missing) return refused(...missing)
      const before = [...new Set(pair)].sort(byAge)
      const customer = customerOf(before.flatMap(({ profiles }) => profiles))
      const standing = await links.findByProfileIds(profileIdsOf(customer), session)
      const separation = separationOf(before, standing)
      if (separation) return refused(refusalBy(separation, 'otherProfileId'))
      // What is decided already stays as it was decided.
      if (standing.some(isPair(profileId, otherProfileId))) return { customer, userErrors: [] }
      const exceeded = [
        ...limitFaults(customer, await store.countIdentifiers(profileIdsOf(customer), session)),
        ...(await factLimitFaults(facts, customer, session)),
        ...linkNumberFaults([profileId, otherProfileId], standing),
      ]
      if (exceeded.length > 0) return refused(...exceeded)

      const profileIds: [string, string] = [profileId, otherProfileId]
      await links.add({ profileIds, decision: 'MUST_LINK', reason, at: clock(), by }, session)
      if (before.length === 1) {
        await store.guard(customer, session)
        return { customer, userErrors: [] }
      }
      await store.group(customer, session)
      await changes.record(
        [{ change: 'MERGED', rule: 'MUST_LINK', reason, by, before, after: [customer] }],
        session,
      )
      return { customer, userErrors: [] }
    })
    if (answer.customer)
      logger.info({ event: 'profiles_linked', profileIds: [profileId, otherProfileId] }, 'profiles linked')
    return answer
  }
}
