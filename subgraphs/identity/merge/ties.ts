import type { Identifier } from '../identifier/identifier.ts'

/**
 * Why two profiles of a customer are one person: one of them has an identifier that the other claimed, or a person said
 * so; then `key` is null.
 */
export type Tie = { profileIds: [string, string]; key: string | null }

/** The ties that identifiers make between their profiles and those that claimed them. */
export function tiesOfIdentifiers(
  identifiers: readonly Identifier[],
  keyOf: (identifier: Identifier) => string,
): Tie[] {
  return identifiers.flatMap((each) =>
    each.claimedBy.map((claimant): Tie => ({ profileIds: [each.profileId, claimant], key: keyOf(each) })),
  )
}

/** The groups of profiles that ties connect, directly or through others; each in the order given, and so are the groups. */
export function groupsOf(profileIds: readonly string[], ties: readonly Tie[]): string[][] {
  const neighbours = new Map(profileIds.map((id): [string, string[]] => [id, []]))
  for (const { profileIds: pair } of ties) {
    const [one, other] = pair.map((id) => neighbours.get(id))
    if (!one || !other) continue
    one.push(pair[1])
    other.push(pair[0])
  }
  const groups: string[][] = []
  const placed = new Set<string>()
  for (const first of profileIds) {
    if (placed.has(first)) continue
    const group = new Set([first])
    // A loop over a set also visits what is added to it meanwhile.
    for (const each of group) for (const other of neighbours.get(each) ?? []) group.add(other)
    for (const each of group) placed.add(each)
    groups.push(profileIds.filter((id) => group.has(id)))
  }
  return groups
}

/**
 * The groups that a customer falls into when some ties are gone. Profiles that no tie connected before are one customer
 * for a reason that is not known, and stay with the oldest.
 */
export function partsOf(
  profileIds: readonly string[],
  { before, after }: { before: readonly Tie[]; after: readonly Tie[] },
): string[][] {
  const [oldest, ...others] = groupsOf(profileIds, before).flatMap(([first]) => first ?? [])
  const unexplained = others.map((other): Tie => ({ profileIds: [oldest ?? other, other], key: null }))
  return groupsOf(profileIds, [...after, ...unexplained])
}
