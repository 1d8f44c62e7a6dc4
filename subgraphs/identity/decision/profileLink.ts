import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from '../customer/customer.ts'

/** The enum ProfileLinkDecision of the schema. */
export type LinkDecision = 'MUST_LINK' | 'MUST_NOT_LINK'

/**
 * What a person decided of two profiles. While it stands, two that must be linked are one customer, and two that must
 * not be are different ones: whatever would change that is refused.
 */
export type ProfileLink = {
  profileIds: [string, string]
  decision: LinkDecision
  reason: string | null
  at: Date
}

/** What keeps these customers from becoming one: two of their profiles must not be linked. Null when nothing does. */
export function separationOf(
  customers: readonly Customer[],
  links: readonly ProfileLink[],
): ProfileLink | null {
  const groupOf = (profileId: string) => customers.find((each) => profileIdsOf(each).includes(profileId))
  return (
    links.find(({ decision, profileIds: [one, other] }) => {
      const [groupOfOne, groupOfOther] = [groupOf(one), groupOf(other)]
      return decision === 'MUST_NOT_LINK' && groupOfOne && groupOfOther && groupOfOne !== groupOfOther
    }) ?? null
  )
}

/** A profile and all that must be linked with it, directly or through others. */
export function linkedWith(profileId: string, links: readonly ProfileLink[]): Set<string> {
  const linked = new Set([profileId])
  // A set that grows while it is gone through is gone through to its new end.
  for (const each of linked) {
    for (const { decision, profileIds } of links)
      if (decision === 'MUST_LINK' && profileIds.includes(each)) for (const id of profileIds) linked.add(id)
  }
  return linked
}

/** What a decision that stands refuses, with both sides named. */
export function refusalBy(
  { decision, profileIds: [one, other], reason }: ProfileLink,
  field: string | null,
): UserError {
  const because = reason === null ? '' : `: ${reason}`
  return decision === 'MUST_NOT_LINK'
    ? userError(
        'MUST_NOT_LINK',
        field,
        `expected profiles of one person, got ${one} and ${other}, which were decided to be different persons${because}`,
      )
    : userError(
        'MUST_LINK',
        field,
        `expected profiles of different persons, got ${one} and ${other}, which were decided to be the same person${because}`,
      )
}

/** Whether a decision is about these two, in either order. */
export function isPair(one: string, other: string): (link: ProfileLink) => boolean {
  return ({ profileIds }) => one !== other && profileIds.includes(one) && profileIds.includes(other)
}

/**
 * The decision by which two profiles must be one person: of these two, or the one at the second profile of the chain
 * that leads to it. Null when there is none.
 */
export function linkBetween(one: string, other: string, links: readonly ProfileLink[]): ProfileLink | null {
  const together = links.filter(({ decision }) => decision === 'MUST_LINK')
  const direct = together.find(isPair(one, other))
  if (direct) return direct
  const linked = linkedWith(one, together)
  return linked.has(other) ? (together.find(({ profileIds }) => profileIds.includes(other)) ?? null) : null
}

const maximumLinks = 100

/** What profiles would exceed by one more decision: the bound that the schema promises for their lists. */
export function linkNumberFaults(profileIds: readonly string[], links: readonly ProfileLink[]): UserError[] {
  return profileIds
    .filter((id) => links.filter((link) => link.profileIds.includes(id)).length >= maximumLinks)
    .map((id) =>
      userError(
        'CONFLICT',
        null,
        `expected at most ${maximumLinks} decisions about one profile; ${id} would have more`,
      ),
    )
}
