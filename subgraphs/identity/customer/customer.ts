import type { Identifier } from '../identifier/identifier.ts'
import { type Tagging, tagsInForce } from '../tags/tagging.ts'

/** One record of a person. */
export type Profile = {
  id: string
  name: string | null
  /** When it got its name; null when it has none. */
  namedAt: Date | null
  nameTrust?: 'BUSINESS' | 'CHANNEL' | undefined
  correctedName?: string | null
  tags: Tagging[]
  createdAt: Date
  /** Its own; absent when they were not read. */
  identifiers?: Identifier[]
}

/** A person: one profile, or several that were merged. */
export type Customer = {
  /** The id of the oldest profile. */
  id: string
  /** Of all profiles, oldest first. */
  profileIds: string[]
  name: string | null
  /** In alphabetical order. */
  tags: string[]
  /** When the oldest was created. */
  createdAt: Date
  /** Oldest first, at least one. */
  profiles: Profile[]
}

/**
 * A customer as resolvers show them. `profiles` is absent when they were not read; `identifiers` is absent when they were
 * not read, and when each profile has its own.
 */
export type ShownCustomer = Omit<Customer, 'profiles'> & { profiles?: Profile[]; identifiers?: Identifier[] }

/** Oldest first; ids decide within a millisecond. */
export function byAge(a: { createdAt: Date; id: string }, b: { createdAt: Date; id: string }): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The customer that consists of these profiles. Throws when there are none. */
export function customerOf(profiles: readonly Profile[]): Customer {
  const oldestFirst = [...profiles].sort(byAge)
  const [oldest] = oldestFirst
  if (!oldest) throw new Error('a customer needs a profile')
  return {
    id: oldest.id,
    profileIds: oldestFirst.map(({ id }) => id),
    name: nameOf(oldestFirst),
    tags: tagsInForce(oldestFirst.map(({ tags }) => tags)),
    createdAt: oldest.createdAt,
    profiles: oldestFirst,
  }
}

export function profileIdsOf({ profileIds }: { profileIds: string[] }): string[] {
  return profileIds
}

/**
 * The name that was given first. A profile that gets its own name later does not rename the customer, and each profile
 * keeps its own, so that undoing a merge gives each its name back.
 */
function nameOf(profiles: readonly Profile[]): string | null {
  const [first] = profiles
    .filter(({ namedAt }) => namedAt !== null)
    .sort((a, b) => (a.namedAt?.getTime() ?? 0) - (b.namedAt?.getTime() ?? 0) || byAge(a, b))
  return first?.name ?? null
}
