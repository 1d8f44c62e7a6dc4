import { type Customer, customerOf, type Profile } from '../customer/customer.ts'
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
import { withinRules } from './breaches.ts'
import {
  byStrength,
  type Candidate,
  candidatesOf,
  counted,
  customersOf,
  givenOf,
  hasKeyOf,
  hasProfile,
} from './candidates.ts'
import type { Known } from './known.ts'
import type { ResolutionRule, ResolutionStep } from './resolutionStep.ts'

/** The result of an identification, to be written. */
export type Resolution = {
  /** The profile that the identifiers lead to; null when one is to be created. */
  profile: Profile | null
  /** The customers that the identifiers lead to, oldest first. Several are merged. */
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
  /** Held by another profile, and claimed by these now; null is the profile to be created. */
  claims: { identifier: Identifier; by: (string | null)[] }[]
  /** The profile's first name; null when it has one or none is given. */
  name: string | null
  /** Whether every identifier is shared, so that no customer can be found, created or merged. */
  isOnlyShared: boolean
  /** How the result was found, in order. */
  steps: ResolutionStep[]
}

/**
 * Find the customer that the identifiers given lead to. If they lead to none, a profile is created. If they lead to one
 * customer, that customer gets the new identifiers. If they lead to several, these are the same person, unless a rule
 * would be broken: then the weakest of the identifiers that cause the breach is set aside, and the rest is resolved again.
 * So the strongest identifiers decide. Similarity and chance have no influence.
 *
 * New identifiers go to the profile that holds the strongest known identifier, not to the oldest profile of the customer.
 * So the result does not depend on earlier merges, and undoing a merge leaves each profile with what it would have without
 * the merge. An identifier that the customer may not hold, but the profile by itself could, is put in reserve for the
 * profile, which gets it when the merge is undone. Until then it leads to the profile when it is given together with other
 * identifiers of the customer.
 *
 * The order of the identifiers has no effect. The order of identifications has an effect only when an identifier is set
 * aside: the profile that was first keeps it.
 */
export function resolveIdentification(
  { identifiers, name }: { identifiers: GivenIdentifier[]; name: string | null },
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
    const holder = each.profile ? `${shownProfileId(each.profile.id)} has it` : 'no customer has it yet'
    explain('KNOWN_IDENTIFIER', each.profile ? 'KNOWN' : 'UNKNOWN', [each], `${each.type}: ${holder}`)
  }

  const { kept, aside } = withinRules(candidates, known, rules)
  for (const { each, breach } of aside) explain(breach.rule, 'SET_ASIDE', [each], breach.message)
  const isSurplus = new Set(aside.flatMap(({ each, breach }) => (breach.rule === 'LIMIT' ? each : [])))
  const surplus = candidates.filter((each) => isSurplus.has(each) && !each.held)

  const customers = customersOf(kept)
  const profiles = customers.flatMap((customer) => customer.profiles)
  const inReserve = surplus.flatMap((each) => {
    const reserved = known.reserved.find((other) => keyOf(other) === keyOf(each))
    return reserved ? [{ ...each, reserved, profile: profiles.find(isOf(reserved)) ?? null }] : []
  })
  const [strongest] = [...kept, ...inReserve].filter(({ profile }) => profile).sort(byStrength(rules))
  const profile = strongest?.profile ?? null
  const add = kept.filter(({ held }) => !held).map(givenOf)
  const ofProfile = [...known.holdings.filter((each) => each.profileId === profile?.id), ...add.map(counted)]
  const reserve = profile
    ? toReserve(surplus, profile.id, { ofProfile, reserved: known.reserved, rules })
    : []
  const prove = inReserve.filter(({ verified, reserved }) => verified && !reserved.verified).map(givenOf)
  const verify = kept.flatMap(({ held, verified }) => (held && verified && !held.verified ? [held] : []))
  const isHeld = hasKeyOf(known.sharedHeld.filter(({ profileId }) => customers.some(hasProfile(profileId))))
  const hold = shared.filter((each) => !isHeld(each))
  const isOnlyShared = kept.length === 0
  const firstName = !isOnlyShared && !profile?.name ? name : null

  if (strongest && profile)
    explain('PRIORITY', 'FOUND', [strongest], `${strongest.type} leads to ${shownProfileId(profile.id)}`)
  else if (!isOnlyShared) explain('KNOWN_IDENTIFIER', 'CREATED', kept, 'no customer has them: a new customer')
  if (customers.length > 1) {
    const merged = customers.map(({ id }) => id).join(', ')
    explain(
      'SHARED_IDENTIFIER',
      'MERGED',
      kept.filter(({ held }) => held),
      `given together: ${merged} are one`,
    )
  }
  if (profile && add.length > 0)
    explain('SHARED_IDENTIFIER', 'ATTACHED', add, `they go to ${shownProfileId(profile.id)}`)
  if (!isOnlyShared && hold.length > 0)
    explain('SHARED_VALUE', 'ATTACHED', hold, 'the profile holds them too')
  if (profile && reserve.length > 0)
    explain(
      'LIMIT',
      'RESERVED',
      reserve,
      `${shownProfileId(profile.id)} by itself could have them; in reserve until it is separated`,
    )
  if (verify.length > 0) explain('KNOWN_IDENTIFIER', 'VERIFIED', verify, 'possession is proved now')
  if (firstName !== null) explain('FIRST_NAME', 'NAMED', [], 'the profile had no name')

  return {
    profile,
    customers,
    add,
    hold: isOnlyShared ? [] : hold,
    reserve,
    verify,
    prove,
    claims: isOnlyShared ? [] : claimsOf(candidates, kept),
    name: firstName,
    isOnlyShared,
    steps,
  }
}

/** Claims of identifiers that other profiles hold. They are recorded to suggest which identifiers are shared. */
function claimsOf(candidates: readonly Candidate[], kept: readonly Candidate[]): Resolution['claims'] {
  return candidates.flatMap((each) => {
    const { held, customer } = each
    if (!held || held.claimedBy.length >= maximumClaims) return []
    const others = kept.filter((other) => other !== each && other.customer !== customer)
    const known = others.flatMap(({ profile }) => (profile ? [profile.id] : []))
    const isByNew = !kept.some(({ profile }) => profile)
    const by = isByNew ? [null] : [...new Set(known)].filter((id) => !held.claimedBy.includes(id))
    return by.length > 0 ? [{ identifier: held, by }] : []
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
  now: Date,
): { customer: Customer; profile: Profile } {
  const profile = name === null ? found : { ...found, name, namedAt: now }
  const others = customers.flatMap((customer) => customer.profiles).filter(({ id }) => id !== profile.id)
  return { customer: customerOf([profile, ...others]), profile }
}
