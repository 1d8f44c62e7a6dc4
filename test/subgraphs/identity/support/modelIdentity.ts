import { customerOf, type Profile } from '../../../../subgraphs/identity/customer/customer.ts'
import {
  type GivenIdentifier,
  type Identifier,
  type IdentifierKey,
  keyOf,
} from '../../../../subgraphs/identity/identifier/identifier.ts'
import type { IdentifierType } from '../../../../subgraphs/identity/identifier/identifierTypes.ts'
import {
  isSettled,
  resolveIdentification,
  type Resolution,
} from '../../../../subgraphs/identity/identification/resolution.ts'
import type { IdentityRules } from '../../../../subgraphs/identity/rules/identityRules.ts'

/** How to make identifiers of a type. */
export const given =
  (type: IdentifierType) =>
  (value: string, verified = false): GivenIdentifier => ({ type, value, verified })

export type ModelIdentity = ReturnType<typeof modelIdentity>

/** Identity in memory: the deciding file, and of the rest as little as it takes to carry its decisions out. */
export function modelIdentity(rules: IdentityRules) {
  const profiles: (Profile & { group: string })[] = []
  const held: Identifier[] = []
  const shared: IdentifierKey[] = []
  const reserved: (GivenIdentifier & { profileId: string })[] = []
  const decidedDifferent: { profileIds: [string, string]; reason: string | null }[] = []

  const groupOf = (profileId: string) => profiles.find(({ id }) => id === profileId)?.group

  function resolve(identifiers: GivenIdentifier[], name: string | null = null): Resolution {
    const given = new Set(identifiers.map(keyOf))
    const marked = new Set(shared.map(keyOf))
    const matched = held.filter((each) => given.has(keyOf(each)) && !marked.has(keyOf(each)))
    const groups = new Set(matched.map(({ profileId }) => groupOf(profileId)))
    const customers = [...groups].map((group) => customerOf(profiles.filter((each) => each.group === group)))
    return resolveIdentification(
      { identifiers, name, statedAt: new Date(profiles.length) },
      {
        matched,
        shared: shared.filter((key) => given.has(keyOf(key))),
        sharedHeld: held.filter((each) => marked.has(keyOf(each))),
        customers,
        sameNumbers: [],
        barred: [],
        holdings: held.map(({ profileId, type, verified }) => ({
          ...{ profileId, type, count: 1 },
          verified: verified ? 1 : 0,
        })),
        reserved: reserved.filter((each) => !held.some((other) => keyOf(other) === keyOf(each))),
        decidedDifferent,
      },
      rules,
    )
  }

  function newProfile(name: string | null): string {
    const createdAt = new Date(profiles.length)
    const id = `p${profiles.length + 1}`
    profiles.push({ id, name, namedAt: name === null ? null : createdAt, tags: [], createdAt, group: id })
    return id
  }

  return {
    resolve,
    /** Resolve and carry out. */
    identify(identifiers: GivenIdentifier[], name: string | null = null): Resolution {
      const resolution = resolve(identifiers, name)
      if (resolution.isOnlyShared || isSettled(resolution)) return resolution
      const profileId = resolution.profile?.id ?? newProfile(resolution.name?.name ?? null)
      for (const { type, value, verified } of [...resolution.add, ...resolution.hold])
        held.push({
          type,
          value,
          verified,
          profileId,
          shared: false,
          claimedBy: [],
          contradictedBy: [],
          isCleared: false,
        })
      reserved.push(...resolution.reserve.map((each) => ({ ...each, profileId })))
      for (const { identifier, isContradiction } of resolution.claims) {
        const claimed = held.find((each) => keyOf(each) === keyOf(identifier))
        if (!claimed) continue
        const isOther = (id: string) => id !== profileId
        claimed.claimedBy = [...claimed.claimedBy.filter(isOther), profileId]
        claimed.contradictedBy = [
          ...claimed.contradictedBy.filter(isOther),
          ...(isContradiction ? [profileId] : []),
        ]
      }
      for (const proved of resolution.verify) {
        const known = held.find((each) => keyOf(each) === keyOf(proved))
        if (known) known.verified = true
      }
      const merged = new Set([profileId, ...resolution.customers.flatMap(({ profileIds }) => profileIds)])
      for (const profile of profiles)
        if (merged.has(profile.id)) profile.group = resolution.customers[0]?.id ?? profile.group
      return resolution
    },
    held: (): readonly Identifier[] => held,
    markShared: (key: IdentifierKey) => void shared.push(key),
    separate: (one: string, other: string, reason: string | null = null) =>
      void decidedDifferent.push({ profileIds: [one, other], reason }),
    /** Who is one with whom, as sets of identifiers. */
    grouping(): string[][] {
      const groups = new Map<string, string[]>()
      for (const each of held) {
        const group = groupOf(each.profileId) ?? ''
        groups.set(group, [...(groups.get(group) ?? []), keyOf(each)])
      }
      return [...groups.values()]
        .map((keys) => keys.sort())
        .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
    },
  }
}
