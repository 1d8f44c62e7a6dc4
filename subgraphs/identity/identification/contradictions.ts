import type { Customer } from '../customer/customer.ts'
import { type NameTrust } from '../customer/nameTrust.ts'
import { shownProfileId } from '../customer/profileId.ts'
import type { Identifier, IdentifierKey } from '../identifier/identifier.ts'
import { identifierTypes } from '../identifier/identifierTypes.ts'
import { isSuspectedShared } from '../identifier/suspectedShared.ts'
import { sameNumberAs } from '../normalization/sameNumberAs.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { type GivenName, isClearlyAnotherName } from '../text/namesDiffer.ts'
import type { Breach } from './breach.ts'
import { type Candidate, customersOf, heldBy } from './candidates.ts'
import type { Known } from './known.ts'

/** What an identification says beside its identifiers. */
export type Statement = {
  name: string | null
  trust: NameTrust
  /** When the source said it. */
  at: Date
}

/**
 * A contact point, such as a telephone, does not make records one person that contradict each other, and none at all while
 * it is suspected to be shared. It is the contact point alone that would merge them: no record given leads to its customer.
 */
export function contradicted(
  kept: readonly Candidate[],
  known: Known,
  statement: Statement,
  rules: IdentityRules,
): Breach | null {
  const isContactPoint = ({ type }: Candidate) => rules.types[type].record === null
  // The weakest first: the stronger ones decide.
  const points = kept.filter((each) => each.held && isContactPoint(each)).toReversed()
  for (const { customer } of points) {
    if (!customer) continue
    const others = kept.filter((each) => each.customer !== customer)
    if (others.length === 0) continue
    if (kept.some((each) => each.customer === customer && !isContactPoint(each))) continue
    const by = points.filter((each) => each.customer === customer).toReversed()
    const shownId = shownProfileId(customer.id)
    const what = contradictionOf(customer, others, { known, statement, rules })
    if (what !== null) {
      const message = `${typesOf(by)}: expected records of one person, got ${what} than ${shownId} has`
      return { rule: 'CONTRADICTION', by, message }
    }
    const suspected = by.filter(({ held }) => held && isSuspectedShared(withoutOwn(held, others), rules))
    if (suspected.length > 0) {
      const message = `${typesOf(suspected)}: it is suspected to be shared, and merges no customers`
      return { rule: 'SUSPECTED_SHARED', by: suspected, message }
    }
  }
  return null
}

/** An identifier without the contradictions of those who claim it now, which are judged anew. */
function withoutOwn(held: Identifier, others: readonly Candidate[]): Identifier {
  const own = new Set(customersOf(others).flatMap(({ profileIds }) => profileIds))
  return { ...held, contradictedBy: held.contradictedBy.filter((id) => !own.has(id)) }
}

function typesOf(candidates: readonly Candidate[]): string {
  return [...new Set(candidates.map(({ type }) => type))].join(', ')
}

/** In what way the others contradict a customer; null when they do not. */
function contradictionOf(
  customer: Customer,
  others: readonly Candidate[],
  { known, statement, rules }: { known: Known; statement: Statement; rules: IdentityRules },
): string | null {
  const customersApart = customersOf(others)
  const type = identifierTypes.find((each) => {
    const { tellsApart } = rules.types[each]
    if (tellsApart === 'NEVER') return false
    const member = tellsApart === 'VERIFIED' ? 'verified' : 'count'
    const counts = (of: Customer) => heldBy(of, each, known.holdings, member) > 0
    const isGiven = others.some(
      (other) =>
        other.type === each &&
        (tellsApart === 'CLAIMED' || (isAccount(other) && (other.verified || other.held?.verified === true))),
    )
    return counts(customer) && (isGiven || customersApart.some(counts))
  })
  if (type !== undefined) return `another ${type}`
  return rules.namesTellApart && haveOtherNames(customer, customersApart, statement) ? 'another name' : null
}

/** One person has a number, an opaque id and a business-scoped id of WhatsApp: only two numbers are two accounts. */
function isAccount(key: IdentifierKey): boolean {
  return key.type !== 'WHATSAPP' || sameNumberAs(key) !== null
}

/** Whether every name of the customer is clearly another one than every name of the statement or, without one, of the others. */
function haveOtherNames(
  customer: Customer,
  others: readonly Customer[],
  { name, trust }: Pick<Statement, 'name' | 'trust'>,
): boolean {
  const names = namesOf([customer])
  const otherNames = name === null ? namesOf(others) : [{ name, trust }]
  if (names.length === 0 || otherNames.length === 0) return false
  return names.every((each) => otherNames.every((other) => isClearlyAnotherName(each, other)))
}

function namesOf(customers: readonly Customer[]): GivenName[] {
  return customers.flatMap(({ profiles }) =>
    profiles.flatMap(({ name, nameTrust = 'CHANNEL', correctedName = null }) => [
      ...(name === null ? [] : [{ name, trust: nameTrust }]),
      ...(correctedName === null ? [] : [{ name: correctedName, trust: 'CORRECTED' as const }]),
    ]),
  )
}
