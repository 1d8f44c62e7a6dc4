import type { ClientSession } from 'mongoose'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore, Found } from '../customer/customerStore.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import type { WithdrawnIdentifierStore } from '../correction/withdrawnIdentifierStore.ts'
import { type GivenIdentifier, type Identifier, type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { ReservedIdentifierStore } from '../identifier/reservedIdentifierStore.ts'
import { isSuspectedShared } from '../identifier/suspectedShared.ts'
import { sameNumberToLookUp } from '../normalization/sameNumberToLookUp.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { surplusOf } from './breaches.ts'
import { hasKeyOf } from './candidates.ts'
import type { Known } from './known.ts'

/**
 * Read what the rules need. For identifiers of one customer without news that is one read, which concurrent requests
 * share. In a transaction nothing is shared. `withSameNumbers` also finds the customers who have a number that is given as
 * another type.
 */
export type LoadKnown = (
  given: readonly GivenIdentifier[],
  options: { statedAt: Date; withSameNumbers: boolean; session?: ClientSession },
) => Promise<Known>

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
  withdrawn,
  rules,
}: {
  customers: CustomerStore
  identifiers: IdentifierStore
  decisions: ProfileDecisionStore
  reserved: ReservedIdentifierStore
  withdrawn: WithdrawnIdentifierStore
  rules: IdentityRules
}): LoadKnown {
  const findTogether = createBatchAcrossRequests<readonly IdentifierKey[], Found>(
    async (lists) => {
      const found = await store.findByIdentifiers([
        ...new Map(lists.flat().map((key) => [keyOf(key), key])).values(),
      ])
      return lists.map((list) => foundOf(found, list))
    },
    { maxKeys: maxSharedFinds, commandsAtOnce: 1 },
  )

  const sameNumbersOf = (keys: readonly IdentifierKey[]) =>
    keys.flatMap((each) => sameNumberToLookUp(each, rules) ?? [])

  /** What is found, and for the identifiers that are not stored those of the same number. */
  async function find(
    given: readonly GivenIdentifier[],
    { withSameNumbers, session }: { withSameNumbers: boolean; session?: ClientSession },
  ): Promise<Found & { sameNumbers: Identifier[] }> {
    const isGiven = hasKeyOf(given)
    const others = withSameNumbers ? sameNumbersOf(given).filter((each) => !isGiven(each)) : []
    const keys = [...given, ...others]
    const found = await (session ? store.findByIdentifiers(keys, { session }) : findTogether(keys))
    if (others.length === 0) return { ...found, sameNumbers: [] }
    const ofGiven = { matched: found.matched.filter(isGiven), shared: found.shared.filter(isGiven) }
    const isStored = hasKeyOf([...ofGiven.matched, ...ofGiven.shared])
    const isWanted = hasKeyOf(sameNumbersOf(given.filter((each) => !isStored(each))))
    const sameNumbers = found.matched.filter(
      (each) => isWanted(each) && !isGiven(each) && !isSuspectedShared(each, rules),
    )
    return { ...foundOf(found, [...given, ...sameNumbers]), ...ofGiven, sameNumbers }
  }

  return async (given, { statedAt, withSameNumbers, session }) => {
    const found = await find(given, { withSameNumbers, ...(session && { session }) })
    const { customers, matched, shared } = found
    const known: Known = {
      ...found,
      sharedHeld: [],
      holdings: [],
      reserved: [],
      barred: [],
      decidedDifferent: [],
    }
    const profileIds = customers.flatMap(profileIdsOf)
    if (profileIds.length === 0) return known
    if (shared.length > 0) known.sharedHeld = await identifiers.findShared(shared, profileIds, session)
    if (customers.length > 1 || matched.length + shared.length < given.length) {
      known.holdings = await identifiers.countByType(profileIds, session)
      if (given.length > 1) known.barred = await withdrawn.findBarred(profileIds, given, statedAt, session)
    }
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
