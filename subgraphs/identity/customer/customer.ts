import type { Identifier } from '../identifier/identifier.ts'
import { type Tagging, tagsInForce } from '../tags/tagging.ts'
import { isPlaceholderName } from '../text/placeholderName.ts'
import { compareTrust, type SourceTrust } from './nameTrust.ts'

/** One record of a person. */
export type Profile = {
  id: string
  /** The one that its sources give. */
  name: string | null
  /** When it got this name; null when it has none. */
  namedAt: Date | null
  /** Who gave this name; absent when an earlier version of Elo stored it, which counts as CHANNEL. */
  nameTrust?: SourceTrust | undefined
  /** The name that a person wrote in its place; null or absent when none is in force. */
  correctedName?: string | null | undefined
  /** When a person corrected it, or withdrew the correction for all profiles of the customer. */
  correctedAt?: Date | null | undefined
  tags: Tagging[]
  createdAt: Date
  /** When it was erased; absent when it was not. */
  erasedAt?: Date
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
  /** When the customer was erased; absent when they were not. */
  erasedAt?: Date
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
    ...(oldest.erasedAt && { erasedAt: oldest.erasedAt }),
    profiles: oldestFirst,
  }
}

export function profileIdsOf({ profileIds }: { profileIds: string[] }): string[] {
  return profileIds
}

/** The profile with the newest correction of a name; null when there is none, or when it was withdrawn. */
export function correctedProfileOf(profiles: readonly Profile[]): Profile | null {
  const [newest] = profiles
    .filter(({ correctedAt }) => correctedAt)
    .sort((a, b) => timeOf(b.correctedAt) - timeOf(a.correctedAt) || byAge(a, b))
  return newest?.correctedName ? newest : null
}

/**
 * The name that a person corrected last; without one the newest name from the most trusted source. Of the names from
 * channels those of several words come first: one word is often a user name or a nickname. A placeholder, which earlier
 * versions of Elo stored, is better than nothing. Each profile keeps its own, so that undoing a merge gives each its name
 * back.
 */
function nameOf(profiles: readonly Profile[]): string | null {
  const corrected = correctedProfileOf(profiles)
  if (corrected) return corrected.correctedName ?? null
  const named = profiles.flatMap((profile) =>
    profile.name === null ? [] : [{ ...profile, name: profile.name }],
  )
  if (named.length < 2) return named[0]?.name ?? null
  const [first] = named
    .map((profile) => ({ ...profile, isPlaceholder: isPlaceholderName(profile.name) }))
    .sort(
      (a, b) =>
        Number(a.isPlaceholder) - Number(b.isPlaceholder) ||
        compareTrust(b.nameTrust, a.nameTrust) ||
        Number(isWordOfChannel(a)) - Number(isWordOfChannel(b)) ||
        timeOf(b.namedAt) - timeOf(a.namedAt) ||
        byAge(a, b),
    )
  return first?.name ?? null
}

function isWordOfChannel({
  name,
  nameTrust = 'CHANNEL',
}: {
  name: string
  nameTrust?: SourceTrust | undefined
}): boolean {
  return nameTrust === 'CHANNEL' && !/\s/u.test(name.trim())
}

function timeOf(date: Date | null | undefined): number {
  return date?.getTime() ?? 0
}
