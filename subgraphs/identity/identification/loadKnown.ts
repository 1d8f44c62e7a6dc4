import type { ClientSession } from 'mongoose'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore, Found } from '../customer/customerStore.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import { type GivenIdentifier, type IdentifierKey, keyOf, withoutRepeats } from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { ReservedIdentifierStore } from '../identifier/reservedIdentifierStore.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { surplusOf } from './breaches.ts'
import type { Known } from './known.ts'

/**
 * Read what the rules need. For identifiers of one customer without news that is one read, which concurrent requests
 * share. In a transaction nothing is shared.
 */
export type LoadKnown = (given: readonly GivenIdentifier[], session?: ClientSession) => Promise<Known>

const maxSharedFinds = 50

/** The part of a shared result that these identifiers lead to. */
function foundOf({ customers, matched, shared }: Found, identifiers: readonly IdentifierKey[]): Found {
  const keys = new Set(identifiers.map(keyOf))
  const own = matched.filter((identifier) => keys.has(keyOf(identifier)))
  const holders = new Set(own.map(({ profileId }) => profileId))
  return {
    customers: customers.filter(({ profileIds }) => profileIds.some((id) => holders.has(id))),
    matched: own,
    shared: shared.filter((key) => keys.has(keyOf(key))),
  }
}

export function createLoadKnown({
  customers: store,
  identifiers,
  decisions,
  reserved,
  rules,
}: {
  customers: CustomerStore
  identifiers: IdentifierStore
  decisions: ProfileDecisionStore
  reserved: ReservedIdentifierStore
  rules: IdentityRules
}): LoadKnown {
  const findTogether = createBatchAcrossRequests<readonly GivenIdentifier[], Found>(
    async (lists) => {
      const found = await store.findByIdentifiers(withoutRepeats(lists.flat()))
      return lists.map((list) => foundOf(found, list))
    },
    { maxKeys: maxSharedFinds, commandsAtOnce: 1 },
  )

  return async (given, session) => {
    const found = await (session ? store.findByIdentifiers(given, { session }) : findTogether(given))
    const { customers, matched, shared } = found
    const known: Known = { ...found, sharedHeld: [], holdings: [], reserved: [], decidedDifferent: [] }
    const profileIds = customers.flatMap(profileIdsOf)
    if (profileIds.length === 0) return known
    if (shared.length > 0) known.sharedHeld = await identifiers.findShared(shared, profileIds, session)
    if (customers.length > 1 || matched.length + shared.length < given.length)
      known.holdings = await identifiers.countByType(profileIds, session)
    if (customers.length > 1) {
      const decided = await decisions.findByProfileIds(profileIds, session)
      known.decidedDifferent = decided.filter(({ decision }) => decision === 'MUST_NOT_LINK')
    }
    const surplus = surplusOf(given, known, rules)
    if (profileIds.length > 1 && surplus.length > 0)
      known.reserved = (await reserved.find({ profileIds, keys: surplus }, session)).filter(
        ({ holder }) => holder === null,
      )
    return known
  }
}
