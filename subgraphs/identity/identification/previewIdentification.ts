import type { ClientSession } from 'mongoose'
import type { UserError } from '../../../interactions/recording/userError.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { FactStore } from '../attributes/factStore.ts'
import { factLimitFaults } from '../attributes/saveFacts.ts'
import { type Customer, customerOf, profileIdsOf } from '../customer/customer.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { byTypeAndValue, keyOf } from '../identifier/identifier.ts'
import { type IdentifyAnswer, refusedAsShared, refusedIdentification } from './identifyAnswer.ts'
import type { IdentificationRequest } from './readIdentification.ts'
import { newProfile } from './newProfile.ts'
import { outcomeOf, type Resolution } from './resolution.ts'

/** The faults of the customer after an identification, by the bounds that the schema promises. */
export async function exceededBy(
  { customers }: Resolution,
  { customer, identifierCount }: { customer: Customer; identifierCount: number },
  facts: FactStore,
  session?: ClientSession,
): Promise<UserError[]> {
  const ofFacts = customers.length > 1 ? await factLimitFaults(facts, customer, session) : []
  return [...limitFaults(customer, identifierCount), ...ofFacts]
}

/** The answer as if a resolution were written, with the identifiers that would be attached. Nothing is written. */
export type PreviewIdentification = (
  resolution: Resolution,
  request: IdentificationRequest,
) => Promise<IdentifyAnswer>

export function createPreviewIdentification({
  clock,
  customers: store,
  facts,
}: {
  clock: Clock
  customers: CustomerStore
  facts: FactStore
}): PreviewIdentification {
  return async (resolution, { identifiers, statedAt }) => {
    const { steps } = resolution
    if (resolution.isOnlyShared) return refusedAsShared(identifiers)
    if (!resolution.profile && resolution.customers.length === 0)
      return { customer: null, profile: null, created: true, steps, userErrors: [] }
    // The id of a profile that would be created is not that of a later one.
    const found = resolution.profile ?? newProfile(resolution, { statedAt, createdAt: clock() })
    const { customer, profile } = outcomeOf(resolution, found, statedAt)
    const held = await store.findIdentifiers(profileIdsOf(customer))
    const proved = new Set(resolution.verify.map(keyOf))
    const identifierCount = held.length + resolution.add.length + resolution.hold.length
    const faults = await exceededBy(resolution, { customer, identifierCount }, facts)
    if (faults.length > 0) return refusedIdentification(...faults)
    const added = [
      ...resolution.add.map((given) => ({ ...given, shared: false })),
      ...resolution.hold.map((given) => ({ ...given, shared: true })),
    ].map((given) => ({
      ...given,
      profileId: profile.id,
      claimedBy: [],
      contradictedBy: [],
      isCleared: false,
    }))
    const all = [
      ...held.map((each) => (proved.has(keyOf(each)) ? { ...each, verified: true } : each)),
      ...added,
    ]
    const shown = customerOf(
      customer.profiles.map((each) => ({
        ...each,
        identifiers: all.filter(({ profileId }) => profileId === each.id).sort(byTypeAndValue),
      })),
    )
    return {
      customer: shown,
      profile: shown.profiles.find(({ id }) => id === profile.id) ?? null,
      created: false,
      steps,
      userErrors: [],
    }
  }
}
