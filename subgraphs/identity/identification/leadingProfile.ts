import type { Profile } from '../customer/customer.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { byStrength, type Candidate } from './candidates.ts'
import type { Known } from './known.ts'

/** Where an identification leads. */
export type Lead = {
  /** The strongest identifier that is known; null when none is. */
  strongest: Candidate | null
  /** The profile that everything new goes to; null when it is one to be created. */
  profile: Profile | null
}

/**
 * A profile is what one source record says. So the identifier with the strongest record leads: its profile gets what is
 * new, or, when it is not known yet, a profile of its own.
 *
 * Of contact points alone, the profile leads that has or claimed most of them, has no other value in place of one, and
 * knows nothing but contact points. If it does not have or claim all of them, it leads only when it is such a profile and
 * has none of the types that are new: otherwise they could be those of another person with the same telephone, and get a
 * profile of their own.
 */
export function leadingProfile(
  kept: readonly Candidate[],
  inReserve: readonly Candidate[],
  { holdings }: Pick<Known, 'holdings'>,
  rules: IdentityRules,
): Lead {
  const recordOf = ({ type }: { type: Candidate['type'] }) => rules.types[type].record
  const known = [...kept, ...inReserve].filter(({ profile }) => profile).sort(byStrength(rules))
  const strongest = known[0] ?? null
  const news = kept.filter(({ held }) => !held)
  const records = kept.flatMap((each) => recordOf(each) ?? [])
  if (records.length > 0) {
    const first = Math.min(...records)
    const isNew = news.some((each) => recordOf(each) === first)
    const leading = known.find(
      (each) => recordOf(each) === first && (each.held !== null || each.sameNumber === null),
    )
    return { strongest, profile: isNew ? null : (leading?.profile ?? null) }
  }

  const heldBy = ({ id }: Profile) => holdings.filter(({ profileId, count }) => profileId === id && count > 0)
  const isContactOnly = (profile: Profile) => heldBy(profile).every((each) => recordOf(each) === null)
  const statedBy = ({ id }: Profile) =>
    kept.filter(({ held, profile }) => profile?.id === id || held?.claimedBy.includes(id)).length
  const hasOthers = (profile: Profile) =>
    heldBy(profile).some(
      ({ type, count }) =>
        kept.some((each) => each.type === type) &&
        kept.filter((each) => each.type === type && each.profile?.id === profile.id).length < count,
    )
  const [profile = null] = [...new Set(known.flatMap((each) => each.profile ?? []))].sort(
    (a, b) =>
      statedBy(b) - statedBy(a) ||
      Number(hasOthers(a)) - Number(hasOthers(b)) ||
      Number(isContactOnly(b)) - Number(isContactOnly(a)),
  )
  if (profile === null || statedBy(profile) === kept.length) return { strongest, profile }
  const isTaken =
    isContactOnly(profile) &&
    !hasOthers(profile) &&
    news.every((each) => each.profile === profile || !heldBy(profile).some(({ type }) => type === each.type))
  return { strongest, profile: isTaken ? profile : null }
}

/** The name trust of what is stated about these identifiers: that of the strongest record among them. */
export function trustOf(
  identifiers: readonly { type: Candidate['type'] }[],
  rules: IdentityRules,
): 'BUSINESS' | 'CHANNEL' {
  const [strongest] = identifiers
    .flatMap(({ type }) =>
      rules.types[type].record === null ? [] : [{ type, record: rules.types[type].record }],
    )
    .sort((a, b) => a.record - b.record)
  return strongest ? rules.types[strongest.type].names : 'CHANNEL'
}
