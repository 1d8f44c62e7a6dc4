import { type GivenIdentifier, type IdentifierKey, keyOf } from './identifier.ts'
import type { IdentifierType } from './identifierTypes.ts'
import { shownProfileId } from '../customer/profileId.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/**
 * An identifier that was set aside only because of what other profiles of the same customer hold. It is in reserve for
 * the profile, which gets it when the customer is separated and it is within the limits. It identifies no customer, and
 * any other customer may get it. A value is in reserve for one profile: the first that claimed it.
 */
export type ReservedIdentifier = GivenIdentifier & {
  profileId: string
  source: string | null
  /** When it was claimed. */
  claimedAt: Date
}

/** With the present state of the value: the profile that has it, null when none has; and whether it is shared. */
export type ReservedAsItIs = ReservedIdentifier & { holder: string | null; shared: boolean }

/** What happens to the reserve of a customer after a separation. */
export type Restoration = {
  /** To be attached to their profiles. */
  attach: ReservedIdentifier[]
  /** Marked as shared in the meantime, to be held by their profiles too. */
  hold: ReservedIdentifier[]
  /** Attached to another profile in the meantime, which keeps it. */
  lost: ReservedIdentifier[]
  steps: ResolutionStep[]
}

/**
 * What a customer gets of the reserve of their profiles, in the order it was claimed: the values that are free, within
 * the limits. The rest stays in reserve.
 */
export function restorationOf(
  reserved: readonly ReservedAsItIs[],
  holdings: readonly { type: IdentifierType; count: number }[],
  { rules, capacity }: { rules: IdentityRules; capacity: number },
): Restoration {
  const restoration: Restoration = { attach: [], hold: [], lost: [], steps: [] }
  const { attach, hold, lost, steps } = restoration
  const explain = (
    rule: ResolutionStep['rule'],
    outcome: ResolutionStep['outcome'],
    { type, value }: IdentifierKey,
    message: string,
  ): void => void steps.push({ rule, outcome, of: [{ type, value }], message: `${type}: ${message}` })

  for (const each of reserved) {
    const { type, profileId, holder } = each
    const count = sumOf(holdings, type) + attach.filter((other) => other.type === type).length
    if (holder !== null) {
      lost.push(each)
      explain(
        'KNOWN_IDENTIFIER',
        'SET_ASIDE',
        each,
        `${shownProfileId(holder)} has it by now, and not ${shownProfileId(profileId)}`,
      )
    } else if (
      attach.length + hold.length >= capacity ||
      (!each.shared && count >= rules.types[type].limit)
    ) {
      explain(
        'LIMIT',
        'SET_ASIDE',
        each,
        `still over the limit; it stays in reserve for ${shownProfileId(profileId)}`,
      )
    } else if (each.shared) {
      hold.push(each)
      explain('SHARED_VALUE', 'ATTACHED', each, `it is shared, and held by ${shownProfileId(profileId)} too`)
    } else {
      attach.push(each)
      explain('LIMIT', 'ATTACHED', each, `within the limit now; it goes to ${shownProfileId(profileId)}`)
    }
  }
  return restoration
}

/** Which identifiers, set aside by a limit, a profile would have by itself and no profile has in reserve; in their order. */
export function toReserve(
  surplus: readonly GivenIdentifier[],
  profileId: string | null,
  {
    ofProfile,
    reserved,
    rules,
  }: {
    /** What the profile has, and what it gets now. */
    ofProfile: readonly { type: IdentifierType; count: number }[]
    reserved: readonly (GivenIdentifier & { profileId: string })[]
    rules: IdentityRules
  },
): GivenIdentifier[] {
  const own = reserved.filter((each) => each.profileId === profileId)
  const taken = new Set(reserved.map(keyOf))
  const news: GivenIdentifier[] = []
  for (const { type, value, verified } of surplus) {
    const ofType = [...own, ...news].filter((each) => each.type === type)
    if (taken.has(keyOf({ type, value }))) continue
    if (sumOf(ofProfile, type) + ofType.length < rules.types[type].limit) news.push({ type, value, verified })
  }
  return news
}

function sumOf(counts: readonly { type: IdentifierType; count: number }[], type: IdentifierType): number {
  return counts.filter((each) => each.type === type).reduce((sum, { count }) => sum + count, 0)
}
