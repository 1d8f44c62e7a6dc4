import { shownProfileId } from '../customer/profileId.ts'
import type { GivenIdentifier } from '../identifier/identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { Breach } from './breach.ts'
import {
  byPriority,
  byValue,
  type Candidate,
  counted,
  customersOf,
  hasKeyOf,
  hasProfile,
  heldBy,
} from './candidates.ts'
import { contradicted, type Statement } from './contradictions.ts'
import type { Known } from './known.ts'

/**
 * Set the weakest of the identifiers that cause a breach aside, until there is no breach. An identifier that exceeded a
 * limit only together with others, which were set aside after it, takes part again.
 */
export function withinRules(
  candidates: readonly Candidate[],
  known: Known,
  statement: Statement,
  rules: IdentityRules,
): { kept: readonly Candidate[]; aside: { each: Candidate; breach: Breach }[] } {
  let kept = candidates
  let aside: { each: Candidate; breach: Breach }[] = []
  const next = () => breachOf(kept, known, statement, rules)
  for (let breach = next(); breach; breach = next()) {
    const each = breach.by.at(-1)
    if (!each) break
    kept = kept.filter((other) => other !== each)
    aside.push({ each, breach })
  }
  for (const one of aside.toReversed().filter(({ breach }) => breach.rule === 'LIMIT')) {
    const again = candidates.filter((each) => each === one.each || kept.includes(each))
    if (breachOf(again, known, statement, rules)) continue
    kept = again
    aside = aside.filter((other) => other !== one)
  }
  return { kept, aside }
}

/** The first rule that these identifiers would break together; null when they break none. */
function breachOf(
  kept: readonly Candidate[],
  known: Known,
  statement: Statement,
  rules: IdentityRules,
): Breach | null {
  return (
    decidedDifferent(kept, known) ??
    withdrawn(kept, known) ??
    contradicted(kept, known, statement, rules) ??
    claimedOnly(kept, rules) ??
    overLimit(kept, known, rules)
  )
}

/** An identifier that a profile gave up takes no part together with others of that profile's customer. */
function withdrawn(kept: readonly Candidate[], { barred }: Known): Breach | null {
  for (const { profileId, type, value } of barred) {
    const each = kept.find((other) => other.type === type && other.value === value)
    const isOf = hasProfile(profileId)
    if (!each || !kept.some((other) => other !== each && other.customer && isOf(other.customer))) continue
    const message = `${type}: ${shownProfileId(profileId)} gave it up, and does not get it again from its source`
    return { rule: 'WITHDRAWN_CLAIM', by: [each], message }
  }
  return null
}

/** The decision of a person outranks every rule. */
function decidedDifferent(kept: readonly Candidate[], { decidedDifferent: decisions }: Known): Breach | null {
  const customers = customersOf(kept)
  for (const { profileIds, reason } of decisions) {
    const sides = customers.filter((customer) => profileIds.some((id) => hasProfile(id)(customer)))
    if (sides.length < 2) continue
    return {
      rule: 'MUST_NOT_LINK',
      by: kept.filter(({ customer }) => customer && sides.includes(customer)),
      message: `${profileIds.map(shownProfileId).join(' and ')} are different persons by decision${reason === null ? '' : `: ${reason}`}`,
    }
  }
  return null
}

/**
 * If only verified values of a type merge, a claimed value joins neither profiles nor new identifiers to a profile. Whether
 * the profiles are one customer already has no effect: a new identifier goes where it would go without the merge. Which
 * value is set aside first does not depend on what is stored, so the order of identifications has no effect here.
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

/** A customer may hold only so many identifiers of a type, but keeps more that come from a merge by a person. */
function overLimit(kept: readonly Candidate[], { holdings }: Known, rules: IdentityRules): Breach | null {
  const customers = customersOf(kept)
  for (const type of new Set([...kept, ...holdings].map((each) => each.type))) {
    const { limit } = rules.types[type]
    const before = customers.map((customer) => heldBy(customer, type, holdings))
    const added = kept.filter((each) => !each.held && each.type === type)
    const after = before.reduce((sum, count) => sum + count, added.length)
    if (after <= Math.max(limit, ...before)) continue
    return {
      rule: 'LIMIT',
      by: kept.filter((each) =>
        each.customer ? heldBy(each.customer, type, holdings) > 0 : added.includes(each),
      ),
      message: `${type}: expected at most ${limit} of one customer, got ${after}`,
    }
  }
  return null
}

/** The identifiers given that are new, and of a type of which these customers together would hold too many with them. */
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
