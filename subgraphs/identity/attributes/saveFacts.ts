import type { ClientSession } from 'mongoose'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { type Fact, type FactSubject, factsTogether, subjectKey, withEntries } from './fact.ts'
import type { FactStore } from './factStore.ts'

/** How many subjects of a kind a profile and a customer may have. */
const maximumOfProfile = 100
const maximumOfCustomer = 1_000
/** So many profiles cannot exceed the maximum of a customer together, and need not be counted. */
const uncountedProfiles = maximumOfCustomer / maximumOfProfile
/** Entries kept of one attribute and of one consent of a profile. */
const keptValues = 100
const keptDecisions = 1_000
const kinds = ['ATTRIBUTE', 'CONSENT'] as const
const names = { ATTRIBUTE: 'attributes', CONSENT: 'consents' } as const

function tooMany(
  kind: FactSubject['kind'],
  holder: 'profile' | 'customer',
  maximum: number,
  count: number,
): UserError {
  return userError(
    'CONFLICT',
    null,
    `expected a ${holder} of at most ${maximum} ${names[kind]}; it would have ${count}`,
  )
}

/**
 * The faults of a customer with these profiles, by the bounds that the schema promises for attributes and consents.
 * `added` counts the subjects that the profiles do not have yet.
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
 * Add facts to those of a customer's profile. Nothing is written when there are faults. Values of attributes beyond the
 * newest hundred are dropped, decisions about consents never are.
 */
export type SaveFacts = (
  saved: { customer: Customer; profileId: string; facts: readonly Fact[] },
  session: ClientSession,
) => Promise<UserError[]>

export function createSaveFacts({
  facts: store,
  customers,
}: {
  facts: FactStore
  customers: CustomerStore
}): SaveFacts {
  return async ({ customer, profileId, facts }, session) => {
    const known = new Map(
      (await store.find([profileId], session)).map((fact) => [subjectKey(fact), fact] as const),
    )
    const changed = factsTogether(facts).flatMap((fact) => {
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
    // A write conflict: two concurrent saves could exceed a limit together.
    await customers.group(customer, session)
    return []
  }
}
