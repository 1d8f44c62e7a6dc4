import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, profileIdsOf } from '../customer/customer.ts'
import { shownProfileId } from '../customer/profileId.ts'

/** SAME and DIFFERENT of the enum ProfileDecisionKind, by the names they are stored under. */
export type StoredDecision = 'MUST_LINK' | 'MUST_NOT_LINK'

/**
 * What a person decided about two profiles. While it stands, two profiles of the same person are one customer, and two of
 * different persons are different customers: whatever would change that is refused.
 */
export type ProfileDecision = {
  profileIds: [string, string]
  decision: StoredDecision
  reason: string | null
  at: Date
}

/** A decision as one of its two profiles shows it. */
export type DecisionOfProfile = ProfileDecision & { otherProfileId: string }

/** The decision that keeps these customers from becoming one; null when there is none. */
export function separationOf(
  customers: readonly Customer[],
  decisions: readonly ProfileDecision[],
): ProfileDecision | null {
  const customerOfProfile = (profileId: string) =>
    customers.find((each) => profileIdsOf(each).includes(profileId))
  return (
    decisions.find(({ decision, profileIds }) => {
      const [one, other] = profileIds.map(customerOfProfile)
      return decision === 'MUST_NOT_LINK' && one && other && one !== other
    }) ?? null
  )
}

/** A profile and all profiles that were decided to be the same person, directly or through others. */
export function samePersonAs(profileId: string, decisions: readonly ProfileDecision[]): Set<string> {
  const same = new Set([profileId])
  // A loop over a set also visits what is added to it meanwhile.
  for (const each of same) {
    for (const { decision, profileIds } of decisions)
      if (decision === 'MUST_LINK' && profileIds.includes(each)) for (const id of profileIds) same.add(id)
  }
  return same
}

/** The fault of what a standing decision does not allow. */
export function refusalBy(
  { decision, profileIds, reason }: ProfileDecision,
  field: string | null,
): UserError {
  const [one, other] = profileIds.map(shownProfileId)
  const [code, expected, decided] =
    decision === 'MUST_NOT_LINK'
      ? (['DECIDED_DIFFERENT', 'one person', 'different persons'] as const)
      : (['DECIDED_SAME', 'different persons', 'the same person'] as const)
  const because = reason === null ? '' : `: ${reason}`
  return userError(
    code,
    field,
    `expected profiles of ${expected}, got ${one} and ${other}, which were decided to be ${decided}${because}`,
  )
}

/** Whether a decision is about these two profiles, in either order. */
export function isPair(one: string, other: string): (decision: ProfileDecision) => boolean {
  return ({ profileIds }) => one !== other && profileIds.includes(one) && profileIds.includes(other)
}

/**
 * The decision by which two profiles are the same person: the one about these two, or one about the second profile in a
 * chain of decisions that connects them. Null when there is none.
 */
export function sameDecisionBetween(
  one: string,
  other: string,
  decisions: readonly ProfileDecision[],
): ProfileDecision | null {
  const same = decisions.filter(({ decision }) => decision === 'MUST_LINK')
  const direct = same.find(isPair(one, other))
  if (direct) return direct
  if (!samePersonAs(one, same).has(other)) return null
  return same.find(({ profileIds }) => profileIds.includes(other)) ?? null
}

const maximumDecisions = 100

/** The faults of one more decision about these profiles, by the bound that the schema promises. */
export function decisionNumberFaults(
  profileIds: readonly string[],
  decisions: readonly ProfileDecision[],
): UserError[] {
  return profileIds
    .filter((id) => decisions.filter((each) => each.profileIds.includes(id)).length >= maximumDecisions)
    .map((id) =>
      userError(
        'CONFLICT',
        null,
        `expected at most ${maximumDecisions} decisions about one profile; ${shownProfileId(id)} would have more`,
      ),
    )
}
