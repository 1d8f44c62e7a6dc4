import { type GivenIdentifier, type IdentifierKey, keyOf } from './identifier.ts'
import type { IdentifierType } from './identifierTypes.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/**
 * An identifier that a profile would have, were it by itself: it was set aside only because of what the others of its
 * customer hold. It identifies nobody, and anybody else may get it. When the profile's customer is separated it gets
 * what fits then. A value is in reserve for one profile: for whom it was claimed first.
 */
export type ReservedIdentifier = GivenIdentifier & {
  profileId: string
  source: string | null
  /** When it was claimed. */
  claimedAt: Date
}

/** What there is of a value by now: who has it, null when nobody; and whether it is shared. */
export type ReservedAsItIs = ReservedIdentifier & { holder: string | null; shared: boolean }

/** What becomes of the reserve of a customer who was separated. */
export type Restoration = {
  /** To be attached to their profiles. */
  attach: ReservedIdentifier[]
  /** Marked as shared meanwhile, to be shown on their profiles too. */
  hold: ReservedIdentifier[]
  /** Another's by now: who has an identifier keeps it. */
  lost: ReservedIdentifier[]
  steps: ResolutionStep[]
}

/**
 * What a customer gets of the reserve of his profiles, in the order it was claimed: what nobody has by now, as far as
 * the limits allow. The rest stays in reserve.
 */
export function restorationOf(
  reserved: readonly ReservedAsItIs[],
  holdings: readonly { type: IdentifierType; count: number }[],
  { rules, subgraph }: { rules: IdentityRules; subgraph: number },
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
      explain('KNOWN_IDENTIFIER', 'SET_ASIDE', each, `${holder} has it by now, and not ${profileId}`)
    } else if (
      attach.length + hold.length >= subgraph ||
      (!each.shared && count >= rules.types[type].limit)
    ) {
      explain('LIMIT', 'SET_ASIDE', each, `still over the limit; it stays in reserve for ${profileId}`)
    } else if (each.shared) {
      hold.push(each)
      explain('SHARED_VALUE', 'ATTACHED', each, `it is shared, and shown on ${profileId} too`)
    } else {
      attach.push(each)
      explain('LIMIT', 'ATTACHED', each, `within the limit now; it goes to ${profileId}`)
    }
  }
  return restoration
}

/** Which identifiers, set aside by a limit, a profile would have by itself and nobody has in reserve; in their order. */
export function toReserve(
  surplus: readonly GivenIdentifier[],
  profileId: string,
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
