import type { ClientSession } from 'mongoose'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore, Found } from '../customer/customerStore.ts'
import type { ProfileDecisionStore } from '../decision/profileDecisionStore.ts'
import type { WithdrawnIdentifierStore } from '../correction/withdrawnIdentifierStore.ts'
import {
  type GivenIdentifier,
  type Identifier,
  type IdentifierKey,
  keyOf,
  withoutRepeats,
} from '../identifier/identifier.ts'
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

/** Of what was found, that of the identifiers given. */
function ofGiven(
  { matched, shared }: Found,
  given: readonly IdentifierKey[],
): Pick<Found, 'matched' | 'shared'> {
  const isGiven = hasKeyOf(given)
  return { matched: matched.filter(isGiven), shared: shared.filter(isGiven) }
}

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
  const findTogether = createBatchAcrossRequests<readonly GivenIdentifier[], Found>(
    async (lists) => {
      const found = await store.findByIdentifiers(withoutRepeats(lists.flat()))
      return lists.map((list) => foundOf(found, list))
    },
    { maxKeys: maxSharedFinds, commandsAtOnce: 1 },
  )

  /** Identifiers of the same numbers that are not stored as they were given. */
  function sameNumbersOf(given: readonly GivenIdentifier[], { matched, shared }: Found): IdentifierKey[] {
    const isKnown = hasKeyOf([...matched, ...shared])
    const isGiven = hasKeyOf(given)
    return given.flatMap((each) => {
      const other = isKnown(each) ? null : sameNumberToLookUp(each, rules)
      return other && !isGiven(other) ? [other] : []
    })
  }

  async function find(
    given: readonly GivenIdentifier[],
    { withSameNumbers, session }: { withSameNumbers: boolean; session?: ClientSession },
  ): Promise<Found & { sameNumbers: Identifier[] }> {
    const inSession = session ? { session } : {}
    const found = await (session ? store.findByIdentifiers(given, inSession) : findTogether(given))
    const others = withSameNumbers ? sameNumbersOf(given, found) : []
    if (others.length === 0) return { ...found, sameNumbers: [] }
    const { matched } = await store.findByIdentifiers(others, inSession)
    const sameNumbers = matched.filter((each) => !isSuspectedShared(each, rules))
    if (sameNumbers.length === 0) return { ...found, sameNumbers }
    const together = await store.findByIdentifiers([...given, ...sameNumbers], inSession)
    return { ...foundOf(together, [...given, ...sameNumbers]), ...ofGiven(together, given), sameNumbers }
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
