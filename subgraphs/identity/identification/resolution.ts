import { byAge, type Customer, customerOf, type Profile, profileIdsOf } from '../customer/customer.ts'
import { type GivenIdentifier, type Identifier, type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { ResolutionRule, ResolutionStep } from './resolutionStep.ts'
import { toReserve } from '../identifier/reservedIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'

/** What is known of the identifiers given. */
export type Known = {
  /** Those that belong to somebody, with whose they are. */
  matched: Identifier[]
  /** Those that were marked as shared, whether or not anybody holds them. */
  shared: IdentifierKey[]
  /** Of those, the ones that profiles of the customers hold. */
  sharedHeld: Identifier[]
  /** The customers that the profiles belong to. */
  customers: Customer[]
  /** How many identifiers of a type each profile of the customers holds. */
  holdings: { profileId: string; type: IdentifierType; count: number }[]
  /** In reserve for profiles of the customers; and of the identifiers given, for anybody. Nobody has them yet. */
  reserved: (GivenIdentifier & { profileId: string })[]
  /** Profiles of the customers that a person decided to be different persons. */
  apart: { profileIds: [string, string]; reason: string | null }[]
}

/** What follows from an identification. */
export type Resolution = {
  /** The profile that the identifiers lead to; null when nobody is known and one is to be created. */
  profile: Profile | null
  /** The customers to become one, oldest first; a merge when there are several. */
  customers: Customer[]
  /** Unknown so far, to be attached to the profile. */
  add: GivenIdentifier[]
  /** Shared, to be shown on the profile too. */
  hold: GivenIdentifier[]
  /** New to the profile, and set aside only because of what the others of its customer hold. */
  reserve: GivenIdentifier[]
  /** Known as claimed, proved now. */
  verify: Identifier[]
  /** In reserve as claimed, proved now. */
  prove: GivenIdentifier[]
  /** Known as another's, and claimed by these profiles now; null is the one to be created. */
  claims: { identifier: Identifier; by: (string | null)[] }[]
  /** The profile's first name; null when it has one or none is given. */
  name: string | null
  /** Whether every identifier is shared, so that nobody can be found, created or merged. */
  isNobody: boolean
  /** How it was found, in order. */
  steps: ResolutionStep[]
}

/** An identifier given, and whose it is. */
type Candidate = GivenIdentifier & {
  held: Identifier | null
  profile: Profile | null
  customer: Customer | null
}

/** A rule that a set of identifiers would break, and the identifiers that bring it about. */
type Breach = { rule: ResolutionRule; by: Candidate[]; message: string }

/**
 * Who somebody is by the identifiers given. Nobody known: a new profile. One customer: he gets what is new. Several:
 * they are the same person - unless a rule would be broken. Then the weakest of the identifiers that bring it about is
 * set aside, and the rest is resolved anew: so the strongest decides. Never by likeness or chance.
 *
 * What is new goes to the profile that holds the strongest known identifier, not to the customer's oldest: so it does
 * not depend on what was merged before, and undoing a merge leaves with each profile what would be there without it.
 * What the customer may not hold, though the profile by itself might, is kept in reserve for it: it gets that when the
 * merge is undone. Until then it leads to the profile where it is given with others of the customer, as it would do.
 *
 * The order of the identifiers never matters. The order of identifications matters only where something is set aside:
 * who came first keeps what he has.
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
      `${identifier.type}: it is shared, and identifies nobody alone`,
    )

  const candidates = candidatesOf(
    identifiers.filter((each) => !isShared(each)),
    known,
    rules,
  )
  for (const each of candidates) {
    const whose = each.profile ? `${each.type}: ${each.profile.id} has it` : `${each.type}: nobody has it yet`
    explain('KNOWN_IDENTIFIER', each.profile ? 'KNOWN' : 'UNKNOWN', [each], whose)
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
  const isNobody = kept.length === 0
  const firstName = !isNobody && !profile?.name ? name : null

  if (strongest && profile)
    explain('PRIORITY', 'FOUND', [strongest], `${strongest.type} leads to ${profile.id}`)
  else if (!isNobody) explain('KNOWN_IDENTIFIER', 'CREATED', kept, 'nobody is known by them: a new customer')
  if (customers.length > 1) {
    const merged = customers.map(({ id }) => id).join(', ')
    explain(
      'SHARED_IDENTIFIER',
      'MERGED',
      kept.filter(({ held }) => held),
      `given together: ${merged} are one`,
    )
  }
  if (profile && add.length > 0) explain('SHARED_IDENTIFIER', 'ATTACHED', add, `they go to ${profile.id}`)
  if (!isNobody && hold.length > 0)
    explain('SHARED_VALUE', 'ATTACHED', hold, 'they are shown on the profile too')
  if (profile && reserve.length > 0)
    explain(
      'LIMIT',
      'RESERVED',
      reserve,
      `${profile.id} by itself could have them; kept for when it is separated`,
    )
  if (verify.length > 0) explain('KNOWN_IDENTIFIER', 'VERIFIED', verify, 'possession is proved now')
  if (firstName !== null) explain('FIRST_NAME', 'NAMED', [], 'the profile had no name')

  return {
    profile,
    customers,
    add,
    hold: isNobody ? [] : hold,
    reserve,
    verify,
    prove,
    claims: isNobody ? [] : claimsOf(candidates, kept),
    name: firstName,
    isNobody,
    steps,
  }
}

/** The identifiers with whose they are, the strongest first: by priority, then held the longest, then by value. */
function candidatesOf(
  identifiers: readonly GivenIdentifier[],
  { matched, customers }: Known,
  rules: IdentityRules,
): Candidate[] {
  return identifiers
    .map((given): Candidate => {
      const held = matched.find((each) => keyOf(each) === keyOf(given)) ?? null
      const customer = customers.find((each) => held && hasProfile(held.profileId)(each)) ?? null
      const profile = customer?.profiles.find(({ id }) => id === held?.profileId) ?? null
      return { ...given, held, profile, customer }
    })
    .sort(byStrength(rules))
}

function byStrength(rules: IdentityRules): (a: Candidate, b: Candidate) => number {
  return (a, b) =>
    byPriority(rules, a, b) ||
    Number(!a.profile) - Number(!b.profile) ||
    (a.profile && b.profile ? byAge(a.profile, b.profile) : 0) ||
    byValue(a, b)
}

/** Types have different priorities: equal only of one type. */
function byPriority(rules: IdentityRules, a: IdentifierKey, b: IdentifierKey): number {
  return rules.types[a.type].priority - rules.types[b.type].priority
}

function byValue(a: IdentifierKey, b: IdentifierKey): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

/**
 * What is left when the weakest of the identifiers that bring a breach about is set aside, until there is none. What
 * exceeded a limit only with others that were set aside after it takes part again.
 */
function withinRules(
  candidates: readonly Candidate[],
  known: Known,
  rules: IdentityRules,
): { kept: readonly Candidate[]; aside: { each: Candidate; breach: Breach }[] } {
  let kept = candidates
  let aside: { each: Candidate; breach: Breach }[] = []
  for (let breach = breachOf(kept, known, rules); breach; breach = breachOf(kept, known, rules)) {
    const each = breach.by.at(-1)
    if (!each) break
    kept = kept.filter((other) => other !== each)
    aside.push({ each, breach })
  }
  for (const one of aside.toReversed().filter(({ breach }) => breach.rule === 'LIMIT')) {
    const again = candidates.filter((each) => each === one.each || kept.includes(each))
    if (breachOf(again, known, rules)) continue
    kept = again
    aside = aside.filter((other) => other !== one)
  }
  return { kept, aside }
}

/** The first rule that these identifiers would break together; null when they break none. */
function breachOf(kept: readonly Candidate[], known: Known, rules: IdentityRules): Breach | null {
  return mustNotLink(kept, known) ?? claimedOnly(kept, rules) ?? overLimit(kept, known, rules)
}

/** What a person decided outranks every rule. */
function mustNotLink(kept: readonly Candidate[], { apart }: Known): Breach | null {
  const customers = customersOf(kept)
  for (const { profileIds, reason } of apart) {
    const sides = customers.filter((customer) => profileIds.some((id) => hasProfile(id)(customer)))
    if (sides.length < 2) continue
    return {
      rule: 'MUST_NOT_LINK',
      by: kept.filter(({ customer }) => customer && sides.includes(customer)),
      message: `${profileIds.join(' and ')} are different persons by decision${reason === null ? '' : `: ${reason}`}`,
    }
  }
  return null
}

/**
 * Where only verified values merge, a claimed one joins nothing: neither profiles, nor what is new to a profile. That
 * the profiles are one customer by now changes nothing: what is new goes where it would go had they never been merged.
 * Which goes first does not depend on what is known, so that the order of identifications does not matter here.
 */
function claimedOnly(kept: readonly Candidate[], rules: IdentityRules): Breach | null {
  const by = kept
    .filter(
      (each) =>
        !each.verified &&
        rules.types[each.type].merges === 'VERIFIED' &&
        kept.some((other) => other !== each && (!each.profile || other.profile !== each.profile)),
    )
    .sort((a, b) => byPriority(rules, a, b) || byValue(a, b))
  const types = [...new Set(by.map(({ type }) => type))].join(', ')
  return by.length === 0
    ? null
    : {
        rule: 'CLAIMED_VALUE',
        by,
        message: `${types}: expected it verified, to go together with others, got it claimed`,
      }
}

/** A customer may hold only so many of a type; one who holds more already, because a person merged him, may keep them. */
function overLimit(kept: readonly Candidate[], { holdings }: Known, rules: IdentityRules): Breach | null {
  const customers = customersOf(kept)
  const heldBy = (customer: Customer, type: IdentifierType): number =>
    holdings
      .filter((each) => each.type === type && hasProfile(each.profileId)(customer))
      .reduce((sum, { count }) => sum + count, 0)
  for (const type of new Set([...kept, ...holdings].map((each) => each.type))) {
    const { limit } = rules.types[type]
    const before = customers.map((customer) => heldBy(customer, type))
    const added = kept.filter((each) => !each.held && each.type === type)
    const after = before.reduce((sum, count) => sum + count, added.length)
    if (after <= Math.max(limit, ...before)) continue
    return {
      rule: 'LIMIT',
      by: kept.filter((each) => (each.customer ? heldBy(each.customer, type) > 0 : added.includes(each))),
      message: `${type}: expected at most ${limit} of one customer, got ${after}`,
    }
  }
  return null
}

/** Which identifiers given are new, and of a type of which these customers together would hold too many with them. */
export function surplusOf(
  given: readonly GivenIdentifier[],
  { matched, shared, holdings }: Known,
  rules: IdentityRules,
): GivenIdentifier[] {
  const isKnown = hasKeyOf([...matched, ...shared])
  const news = given.filter((each) => !isKnown(each))
  return news.filter(({ type }) => {
    const counts = [...holdings, ...news.map(counted)].filter((each) => each.type === type)
    return counts.reduce((sum, { count }) => sum + count, 0) > rules.types[type].limit
  })
}

/** Who said of another's identifier that it is his: noted, to suggest which are shared. */
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

/** As many claims as are noted of one identifier. */
export const maximumClaims = 100

function customersOf(kept: readonly Candidate[]): Customer[] {
  return [...new Set(kept.flatMap(({ customer }) => customer ?? []))].sort(byAge)
}

function hasProfile(profileId: string): (customer: Customer) => boolean {
  return (customer) => profileIdsOf(customer).includes(profileId)
}

function hasKeyOf(keys: readonly IdentifierKey[]): (key: IdentifierKey) => boolean {
  const known = new Set(keys.map(keyOf))
  return (key) => known.has(keyOf(key))
}

function isOf({ profileId }: { profileId: string }): (profile: Profile) => boolean {
  return ({ id }) => id === profileId
}

function counted({ type }: IdentifierKey): { type: IdentifierType; count: number } {
  return { type, count: 1 }
}

function givenOf({ type, value, verified }: GivenIdentifier): GivenIdentifier {
  return { type, value, verified }
}

/** Whether an identification tells nothing new. */
export function isSettled(resolution: Resolution): boolean {
  const { profile, customers, add, hold, reserve, verify, prove, claims, name } = resolution
  const news = [...add, ...hold, ...reserve, ...verify, ...prove, ...claims]
  return profile !== null && customers.length === 1 && news.length === 0 && name === null
}

/** The customer and profile there are once a resolution is carried out; `profile` is the one found or created. */
export function outcomeOf(
  { customers, name }: Resolution,
  found: Profile,
  now: Date,
): { customer: Customer; profile: Profile } {
  const profile = name === null ? found : { ...found, name, namedAt: now }
  const others = customers.flatMap((customer) => customer.profiles).filter(({ id }) => id !== profile.id)
  return { customer: customerOf([profile, ...others]), profile }
}
