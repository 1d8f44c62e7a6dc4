import { byAge, type Customer, type Profile, profileIdsOf } from '../customer/customer.ts'
import { type GivenIdentifier, type Identifier, type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { Holding } from '../identifier/identifierStore.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { sameNumberAs } from '../normalization/sameNumberAs.ts'
import type { Known } from './known.ts'

/** An identifier given, with the profile and customer that have it, or that have the same number as another type. */
export type Candidate = GivenIdentifier & {
  held: Identifier | null
  /** The identifier of the other type when this one is not stored; null when there is none. */
  sameNumber: Identifier | null
  profile: Profile | null
  customer: Customer | null
}

/** The identifiers given, the strongest first: by priority, then held the longest, then by value. */
export function candidatesOf(
  identifiers: readonly GivenIdentifier[],
  {
    matched,
    customers,
    sameNumbers = [],
  }: Pick<Known, 'matched' | 'customers'> & Partial<Pick<Known, 'sameNumbers'>>,
  rules: IdentityRules,
): Candidate[] {
  return identifiers
    .map((given): Candidate => {
      const held = matched.find((each) => keyOf(each) === keyOf(given)) ?? null
      const other = held ? null : sameNumberAs(given)
      const sameNumber = sameNumbers.find((each) => other && keyOf(each) === keyOf(other)) ?? null
      const profileId = (held ?? sameNumber)?.profileId
      const customer =
        customers.find((each) => profileId !== undefined && hasProfile(profileId)(each)) ?? null
      const profile = customer?.profiles.find(({ id }) => id === profileId) ?? null
      return { ...given, held, sameNumber, profile, customer }
    })
    .sort(byStrength(rules))
}

export function byStrength(rules: IdentityRules): (a: Candidate, b: Candidate) => number {
  return (a, b) =>
    byPriority(rules, a, b) ||
    Number(!a.profile) - Number(!b.profile) ||
    (a.profile && b.profile ? byAge(a.profile, b.profile) : 0) ||
    byValue(a, b)
}

/** Every type has its own priority. */
export function byPriority(rules: IdentityRules, a: IdentifierKey, b: IdentifierKey): number {
  return rules.types[a.type].priority - rules.types[b.type].priority
}

export function byValue(a: IdentifierKey, b: IdentifierKey): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

export function customersOf(kept: readonly Candidate[]): Customer[] {
  return [...new Set(kept.flatMap(({ customer }) => customer ?? []))].sort(byAge)
}

export function hasProfile(profileId: string): (customer: Customer) => boolean {
  return (customer) => profileIdsOf(customer).includes(profileId)
}

/** How many identifiers of a type a customer holds, or how many of them are verified. */
export function heldBy(
  customer: Customer,
  type: IdentifierType,
  holdings: readonly Holding[],
  member: 'count' | 'verified' = 'count',
): number {
  return holdings
    .filter((each) => each.type === type && hasProfile(each.profileId)(customer))
    .reduce((sum, each) => sum + each[member], 0)
}

export function hasKeyOf(keys: readonly IdentifierKey[]): (key: IdentifierKey) => boolean {
  const known = new Set(keys.map(keyOf))
  return (key) => known.has(keyOf(key))
}

export function counted({ type }: IdentifierKey): { type: IdentifierType; count: number } {
  return { type, count: 1 }
}

export function givenOf({ type, value, verified }: GivenIdentifier): GivenIdentifier {
  return { type, value, verified }
}
