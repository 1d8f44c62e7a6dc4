import { byAge, type Customer, customerOf, type Profile } from './customer.ts'
import { byPriority, type GivenIdentifier, type Identifier, keyOf } from './identifier.ts'

/** What is known of the identifiers given: who holds which, and the customers those profiles belong to. */
export type Known = { matched: Identifier[]; customers: Customer[] }

/** What follows from an identification. */
export type Resolution = {
  /** The profile that the identifiers lead to; null when nobody is known and one is to be created. */
  profile: Profile | null
  /** The customers to become one, oldest first; a merge when there are several. */
  customers: Customer[]
  /** Unknown so far, to be attached to the profile. */
  add: GivenIdentifier[]
  /** Known as claimed, proved now. */
  verify: Identifier[]
  /** The profile's first name; null when it has one or none is given. */
  name: string | null
}

/**
 * Who somebody is by the identifiers given. Nobody known: a new profile. One customer: he gets what is new. Several:
 * they are the same person.
 *
 * What is new goes to the profile that holds the strongest known identifier (the oldest profile, where two hold one of
 * the same type), not to the customer's oldest: so it does not depend on what was merged before, and undoing a merge
 * leaves with each profile what would be there without it. The order of the identifiers never matters.
 */
export function resolveIdentification(
  { identifiers, name }: { identifiers: GivenIdentifier[]; name: string | null },
  { matched, customers }: Known,
): Resolution {
  const proved = new Set(identifiers.filter(({ verified }) => verified).map(keyOf))
  const known = new Set(matched.map(keyOf))
  const profiles = new Map(
    customers.flatMap((customer) => customer.profiles).map((profile) => [profile.id, profile]),
  )
  const [profile = null] = [...matched]
    .sort(byPriority)
    .filter(({ type }, _index, [strongest]) => type === strongest?.type)
    .flatMap(({ profileId }) => profiles.get(profileId) ?? [])
    .sort(byAge)
  return {
    profile,
    customers: [...customers].sort(byAge),
    add: identifiers.filter((identifier) => !known.has(keyOf(identifier))),
    verify: matched.filter((identifier) => !identifier.verified && proved.has(keyOf(identifier))),
    name: profile?.name === null || !profile ? name : null,
  }
}

/** Whether an identification tells nothing new. */
export function isSettled({ profile, customers, add, verify, name }: Resolution): boolean {
  return (
    profile !== null && customers.length === 1 && add.length === 0 && verify.length === 0 && name === null
  )
}

/** The customer and profile there are once a resolution is carried out; `profile` is the one found or created. */
export function outcomeOf(
  { customers, name }: Resolution,
  found: Profile,
  now: Date,
): { customer: Customer; profile: Profile } {
  const profile = name === null ? found : { ...found, name, namedAt: now }
  const others = customers.flatMap((customer) => customer.profiles).filter(({ id }) => id !== profile.id)
  return { customer: customerOf([profile, ...others]), profile }
}
