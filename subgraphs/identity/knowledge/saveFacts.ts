import type { ClientSession } from 'mongoose'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { type Fact, type FactSubject, factsTogether, subjectKey, withEntries } from './fact.ts'
import type { FactStore } from './factStore.ts'

/** Of how many subjects of a kind a profile and a customer may know. */
const maximumOfProfile = 100
const maximumOfCustomer = 1_000
/** Profiles that together cannot exceed what a customer may have need not be counted. */
const uncountedProfiles = maximumOfCustomer / maximumOfProfile
/** Of one attribute and of one consent of a profile. */
const keptValues = 100
const keptDecisions = 1_000
const kinds = ['ATTRIBUTE', 'CONSENT'] as const
const names = { ATTRIBUTE: 'attributes', CONSENT: 'consents' } as const

function tooMany(kind: FactSubject['kind'], whose: string, maximum: number, count: number): UserError {
  return userError(
    'CONFLICT',
    null,
    `expected a ${whose} of at most ${maximum} ${names[kind]}; it would have ${count}`,
  )
}

/**
 * What a customer would exceed of the bounds that the schema promises for his attributes and consents, were so many
 * subjects of each kind added to what his profiles know.
 */
export async function factLimitFaults(
  store: FactStore,
  { profileIds }: { profileIds: string[] },
  session?: ClientSession,
  added: Partial<Record<FactSubject['kind'], number>> = {},
): Promise<UserError[]> {
  if (profileIds.length <= uncountedProfiles) return []
  const faults: UserError[] = []
  for (const kind of kinds) {
    const count = (await store.countSubjects(profileIds, kind, session)) + (added[kind] ?? 0)
    if (count > maximumOfCustomer) faults.push(tooMany(kind, 'customer', maximumOfCustomer, count))
  }
  return faults
}

/**
 * Add what is said to what a customer's profile knows; with faults nothing is written. Old values of attributes beyond
 * the newest hundred are forgotten, decisions about consents never are.
 */
export async function saveFacts(
  { facts: store, customers }: { facts: FactStore; customers: CustomerStore },
  { customer, profileId, said }: { customer: Customer; profileId: string; said: readonly Fact[] },
  session: ClientSession,
): Promise<UserError[]> {
  const known = new Map(
    (await store.find([profileId], session)).map((fact) => [subjectKey(fact), fact] as const),
  )
  const changed = factsTogether(said).flatMap((fact) => {
    const before = known.get(subjectKey(fact))?.entries ?? []
    const all = withEntries(before, fact.entries)
    const entries = fact.kind === 'ATTRIBUTE' ? all.slice(0, keptValues) : all
    return JSON.stringify(entries) === JSON.stringify(before) ? [] : [{ ...fact, entries }]
  })
  if (changed.length === 0) return []

  const added = (kind: FactSubject['kind']) =>
    changed.filter((fact) => fact.kind === kind && !known.has(subjectKey(fact))).length
  const faults = [
    ...kinds.flatMap((kind) => {
      const count = [...known.values()].filter((fact) => fact.kind === kind).length + added(kind)
      return count > maximumOfProfile ? [tooMany(kind, 'profile', maximumOfProfile, count)] : []
    }),
    ...changed
      .filter(({ entries }) => entries.length > keptDecisions)
      .map(({ name }) =>
        userError('CONFLICT', null, `expected at most ${keptDecisions} decisions about ${name}`),
      ),
    ...(await factLimitFaults(store, customer, session, {
      ATTRIBUTE: added('ATTRIBUTE'),
      CONSENT: added('CONSENT'),
    })),
  ]
  if (faults.length > 0) return faults
  await store.keep(profileId, changed, session)
  // Of two who say something of one customer at once the second counts again.
  await customers.group(customer, session)
  return []
}
