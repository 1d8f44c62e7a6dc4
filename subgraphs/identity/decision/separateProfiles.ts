import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import { type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { isPair, linkBetween, linkedWith, linkNumberFaults, refusalBy } from './profileLink.ts'
import type { ProfileLinkStore } from './profileLinkStore.ts'
import { findPair, pairFaults, type ProfilePairInput } from './readProfilePair.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { SplitCustomer } from '../merge/splitCustomer.ts'
import { transactionWithRetry } from '../../../interactions/transactionWithRetry.ts'

export type SeparateAnswer = {
  customer: Customer | null
  separatedCustomer: Customer | null
  /** What became of identifiers that were set aside only because they were one. */
  steps: ResolutionStep[]
  userErrors: UserError[]
}
export type SeparateProfiles = (input: ProfilePairInput, by: Principal) => Promise<SeparateAnswer>

function refused(...userErrors: UserError[]): SeparateAnswer {
  return { customer: null, separatedCustomer: null, steps: [], userErrors }
}

/** Decide that two profiles are different persons: kept, and carried out where they are one customer. */
export function createSeparateProfiles({
  connection,
  clock,
  customers: store,
  links,
  splitCustomer,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  links: ProfileLinkStore
  splitCustomer: SplitCustomer
  logger: Logger
}): SeparateProfiles {
  return async (input, by) => {
    const faults = pairFaults(input)
    if (faults.length > 0) return refused(...faults)
    const { profileId, otherProfileId } = input
    const reason = cleanText(input.reason)

    const answer = await transactionWithRetry(connection, async (session): Promise<SeparateAnswer> => {
      const { pair, faults: missing } = await findPair(store, input, session)
      if (missing) return refused(...missing)
      const [one, other] = pair
      const standing = await links.findByProfileIds([...profileIdsOf(one), ...profileIdsOf(other)], session)
      const contradiction = linkBetween(profileId, otherProfileId, standing)
      if (contradiction) return refused(refusalBy(contradiction, 'otherProfileId'))
      // What is decided already stays as it was decided.
      if (standing.some(isPair(profileId, otherProfileId)))
        return { customer: one, separatedCustomer: other, steps: [], userErrors: [] }
      const exceeded = linkNumberFaults([profileId, otherProfileId], standing)
      if (exceeded.length > 0) return refused(...exceeded)

      const profileIds: [string, string] = [profileId, otherProfileId]
      await links.add({ profileIds, decision: 'MUST_NOT_LINK', reason, at: clock(), by }, session)
      if (one !== other) {
        await store.guard(one, session)
        await store.guard(other, session)
        return { customer: one, separatedCustomer: other, steps: [], userErrors: [] }
      }
      const leaving = linkedWith(otherProfileId, standing)
      const customer = customerOf(one.profiles.filter(({ id }) => !leaving.has(id)))
      const separatedCustomer = customerOf(one.profiles.filter(({ id }) => leaving.has(id)))
      const steps = await splitCustomer(
        { before: one, after: [customer, separatedCustomer], rule: 'MUST_NOT_LINK', reason, by },
        session,
      )
      return { customer, separatedCustomer, steps, userErrors: [] }
    })
    if (answer.customer)
      logger.info(
        { event: 'profiles_separated', profileIds: [profileId, otherProfileId] },
        'profiles separated',
      )
    return answer
  }
}
