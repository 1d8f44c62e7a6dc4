import { type Customer, customerOf, type Profile } from '../customer/customer.ts'
import { isNewsOfName } from '../customer/nameTrust.ts'
import { shownProfileId } from '../customer/profileId.ts'
import {
  type GivenIdentifier,
  type Identifier,
  type IdentifierKey,
  keyOf,
  maximumClaims,
} from '../identifier/identifier.ts'
import { toReserve } from '../identifier/reservedIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { Breach } from './breach.ts'
import { withinRules } from './breaches.ts'
import { type Candidate, candidatesOf, counted, customersOf, givenOf, hasKeyOf } from './candidates.ts'
import type { Known } from './known.ts'
import { leadingProfile, trustOf } from './leadingProfile.ts'
import type { ResolutionRule, ResolutionStep } from './resolutionStep.ts'

/** A name that a profile gets from a source. */
type GivenName = { name: string; trust: 'BUSINESS' | 'CHANNEL' }

/** The result of an identification, to be written. */
export type Resolution = {
  /** The profile that the identifiers lead to; null when one is to be created. */
  profile: Profile | null
  /** The customers that the identifiers lead to, oldest first. They are merged, and with a profile that is created. */
  customers: Customer[]
  /** Not stored yet, to be attached to the profile. */
  add: GivenIdentifier[]
  /** Shared, to be held by the profile too. */
  hold: GivenIdentifier[]
  /** New, and set aside only because of what other profiles of the customer hold. */
  reserve: GivenIdentifier[]
  /** Stored as claimed, proved now. */
  verify: Identifier[]
  /** In reserve as claimed, proved now. */
  prove: GivenIdentifier[]
  /** Held by another profile, and claimed by this one now. */
  claims: { identifier: Identifier; isContradiction: boolean }[]
  /** The profile's new name; null when it keeps what it has. */
  name: GivenName | null
  /** Whether every identifier is shared, so that no customer can be found, created or merged. */
  isOnlyShared: boolean
  /** How the result was found, in order. */
  steps: ResolutionStep[]
}

/**
 * Find the customer that the identifiers given lead to. If they lead to none, a profile is created. If they lead to several,
 * these are the same person, unless a rule would be broken: then the weakest of the identifiers that cause the breach is
 * set aside, and the rest is resolved again. So the strongest identifiers decide. Similarity and chance have no influence,
 * except that a clearly different name keeps a telephone or an e-mail address from merging strangers.
 *
 * New identifiers go to the profile of the record that is given, and a record that is not known gets a profile of its own;
 * see `leadingProfile`. So the result does not depend on earlier merges, and undoing a merge leaves each profile with what
 * it would have without the merge. An identifier that the customer may not hold, but the profile by itself could, is put in
 * reserve for the profile, which gets it when the merge is undone. Until then it leads to the profile when it is given
 * together with other identifiers of the customer.
 *
 * The order of the identifiers has no effect. The order of identifications has an effect only when an identifier is set
 * aside: the profile that was first keeps it.
 */
export function resolveIdentification(
  { identifiers, name, statedAt }: { identifiers: GivenIdentifier[]; name: string | null; statedAt: Date },
  known: Known,
  rules: IdentityRules,
): Resolution {
  const steps: ResolutionStep[] = []
  const explain = (
    rule: ResolutionRule,
    outcome: ResolutionStep['outcome'],
    of: readonly IdentifierKey[],
    message: string,
  ): void => void steps.push({ rule, outcome, of: of.map(({ type, value }) => ({ type, value })), message })

  const isShared = hasKeyOf(known.shared)
  const shared = identifiers.filter(isShared)
  for (const identifier of shared)
    explain(
      'SHARED_VALUE',
      'SET_ASIDE',
      [identifier],
      `${identifier.type}: it is shared, and identifies no customer alone`,
    )

  const candidates = candidatesOf(
    identifiers.filter((each) => !isShared(each)),
    known,
    rules,
  )
  for (const each of candidates) {
    const holder = each.profile ? shownProfileId(each.profile.id) : null
    if (each.sameNumber)
      explain('SAME_NUMBER', 'KNOWN', [each], `${each.type}: ${holder} has the ${each.sameNumber.type}`)
    else if (holder !== null) explain('KNOWN_IDENTIFIER', 'KNOWN', [each], `${each.type}: ${holder} has it`)
    else explain('KNOWN_IDENTIFIER', 'UNKNOWN', [each], `${each.type}: no customer has it yet`)
  }

  const statement = { name, trust: trustOf(identifiers, rules), at: statedAt }
  const { kept, aside } = withinRules(candidates, known, statement, rules)
  for (const { each, breach } of aside) explain(breach.rule, 'SET_ASIDE', [each], breach.message)
  const isSurplus = new Set(aside.flatMap(({ each, breach }) => (breach.rule === 'LIMIT' ? each : [])))
  const surplus = candidates.filter((each) => isSurplus.has(each) && !each.held)

  const customers = customersOf(kept)
  const profiles = customers.flatMap((customer) => customer.profiles)
  const inReserve = surplus.flatMap((each) => {
    const reserved = known.reserved.find((other) => keyOf(other) === keyOf(each))
    return reserved ? [{ ...each, reserved, profile: profiles.find(isOf(reserved)) ?? null }] : []
  })
  const { strongest, profile } = leadingProfile(kept, inReserve, known, rules)
  const add = kept.filter(({ held }) => !held).map(givenOf)
  const ofProfile = [...known.holdings.filter((each) => each.profileId === profile?.id), ...add.map(counted)]
  const reserve = strongest
    ? toReserve(surplus, profile?.id ?? null, { ofProfile, reserved: known.reserved, rules })
    : []
  const prove = inReserve.filter(({ verified, reserved }) => verified && !reserved.verified).map(givenOf)
  const verify = kept.flatMap(({ held, verified }) => (held && verified && !held.verified ? [held] : []))
  const isHeld = hasKeyOf(known.sharedHeld.filter(({ profileId }) => profileId === profile?.id))
  const hold = shared.filter((each) => !isHeld(each))
  const isOnlyShared = kept.length === 0
  const isNewName =
    !isOnlyShared && name !== null && (!profile || isNewsOfName(profile, { ...statement, name }))
  const newName = isNewName ? { name, trust: statement.trust } : null

  if (strongest?.profile)
    explain(
      'PRIORITY',
      'FOUND',
      [strongest],
      `${strongest.type} leads to ${shownProfileId(strongest.profile.id)}`,
    )
  if (strongest && !profile) explain('PROFILE_PER_RECORD', 'CREATED', add, 'they get a profile of their own')
  else if (!strongest && !isOnlyShared)
    explain('KNOWN_IDENTIFIER', 'CREATED', kept, 'no customer has them: a new customer')
  if (customers.length > 1 || (customers.length > 0 && !profile)) {
    const merged = customers.map(({ id }) => id).join(', ')
    explain(
      'SHARED_IDENTIFIER',
      'MERGED',
      kept.filter(({ held }) => held),
      profile ? `given together: ${merged} are one` : `given together: the new profile and ${merged} are one`,
    )
  }
  if (profile && add.length > 0)
    explain('SHARED_IDENTIFIER', 'ATTACHED', add, `they go to ${shownProfileId(profile.id)}`)
  if (!isOnlyShared && hold.length > 0)
    explain('SHARED_VALUE', 'ATTACHED', hold, 'the profile holds them too')
  if (reserve.length > 0) {
    const shownId = profile ? shownProfileId(profile.id) : 'the new profile'
    explain(
      'LIMIT',
      'RESERVED',
      reserve,
      `${shownId} by itself could have them; in reserve until it is separated`,
    )
  }
  if (verify.length > 0) explain('KNOWN_IDENTIFIER', 'VERIFIED', verify, 'possession is proved now')
  if (newName)
    explain(
      'FIRST_NAME',
      'NAMED',
      [],
      profile?.name ? 'it is newer, or from a more trusted source' : 'the profile had no name',
    )

  return {
    profile,
    customers,
    add,
    hold: isOnlyShared ? [] : hold,
    reserve,
    verify,
    prove,
    claims: isOnlyShared ? [] : claimsOf(candidates, profile, aside),
    name: newName,
    isOnlyShared,
    steps,
  }
}

/**
 * What the leading profile claims of the identifiers that other profiles have: what ties it to them if it is merged with
 * them, and what tells that an identifier may be shared. What a person corrected it does not claim.
 */
function claimsOf(
  candidates: readonly Candidate[],
  profile: Profile | null,
  aside: readonly { each: Candidate; breach: Breach }[],
): Resolution['claims'] {
  return candidates.flatMap((each) => {
    const identifier = each.held ?? each.sameNumber
    const rule = aside.find((one) => one.each === each)?.breach.rule
    if (!identifier || identifier.profileId === profile?.id || rule === 'WITHDRAWN_CLAIM') return []
    if (each.sameNumber && rule !== undefined) return []
    if (identifier.claimedBy.length >= maximumClaims && !identifier.claimedBy.includes(profile?.id ?? ''))
      return []
    const isContradiction = rule === 'CONTRADICTION'
    const isClaimed = profile !== null && identifier.claimedBy.includes(profile.id)
    const wasContradiction = profile !== null && identifier.contradictedBy.includes(profile.id)
    const isNews =
      !isClaimed || (rule === undefined ? wasContradiction : isContradiction && !wasContradiction)
    return isNews ? [{ identifier, isContradiction }] : []
  })
}

function isOf({ profileId }: { profileId: string }): (profile: Profile) => boolean {
  return ({ id }) => id === profileId
}

/** Whether nothing needs to be written. */
export function isSettled(resolution: Resolution): boolean {
  const { profile, customers, add, hold, reserve, verify, prove, claims, name } = resolution
  const news = [...add, ...hold, ...reserve, ...verify, ...prove, ...claims]
  return profile !== null && customers.length === 1 && news.length === 0 && name === null
}

/** The customer and profile after a resolution is written; `found` is the profile that was found or created. */
export function outcomeOf(
  { customers, name }: Resolution,
  found: Profile,
  at: Date,
): { customer: Customer; profile: Profile } {
  const profile = name ? { ...found, name: name.name, namedAt: at, nameTrust: name.trust } : found
  const others = customers.flatMap((customer) => customer.profiles).filter(({ id }) => id !== profile.id)
  return { customer: customerOf([profile, ...others]), profile }
}
