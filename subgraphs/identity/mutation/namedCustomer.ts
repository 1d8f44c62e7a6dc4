import type { ClientSession } from 'mongoose'
import { customerInputFaults, noSuchCustomer } from '../../../interactions/recording/customerInput.ts'
import { countFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore, Found } from '../customer/customerStore.ts'
import { candidatesOf, hasKeyOf } from '../identification/candidates.ts'
import { type GivenIdentifier, withoutRepeats } from '../identifier/identifier.ts'
import { normalizeIdentifiers } from '../normalization/normalizeIdentifiers.ts'
import { sameNumberToLookUp } from '../normalization/sameNumberToLookUp.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CustomerInput } from '../schemaTypes.ts'

/** A customer as an input names them: by any of their ids, or by normalised identifiers. */
export type NamedCustomer =
  { id: string; identifiers?: never } | { id?: never; identifiers: GivenIdentifier[] }

const maximumIdentifiers = 20

/** The customer that an input names, or what is wrong with the input. Whether the customer exists is not checked. */
export function readCustomerInput(
  input: CustomerInput,
  rules: IdentityRules,
): { named: NamedCustomer; faults?: never } | { named?: never; faults: UserError[] } {
  const { id, identifiers } = input
  const malformed = customerInputFaults(input)
  if (malformed.length > 0) return { faults: malformed }
  if (typeof id === 'string') return { named: { id } }
  const path = ['customer', 'identifiers']
  const tooMany = countFaults(path, identifiers, maximumIdentifiers)
  if (tooMany.length > 0) return { faults: tooMany }
  const given = normalizeIdentifiers(identifiers ?? [], path, rules)
  return given.faults.length > 0 ? { faults: given.faults } : { named: { identifiers: given.identifiers } }
}

/**
 * What the identifiers lead to. One that is not stored is replaced by that of the other type with the same number:
 * a wa_id by its telephone, a telephone by its wa_id.
 */
async function findByIdentifiers(
  identifiers: GivenIdentifier[],
  { customers: store, rules }: { customers: CustomerStore; rules: IdentityRules },
  session: ClientSession,
): Promise<Found & { identifiers: GivenIdentifier[] }> {
  const found = await store.findByIdentifiers(identifiers, { session })
  const isStored = hasKeyOf([...found.matched, ...found.shared])
  const replaced = identifiers.map((given) => ({
    ...given,
    ...(isStored(given) ? null : sameNumberToLookUp(given, rules)),
  }))
  if (replaced.every(hasKeyOf(identifiers))) return { ...found, identifiers }
  const others = withoutRepeats(replaced)
  return { ...(await store.findByIdentifiers(others, { session })), identifiers: others }
}

/**
 * The customer, and the profile that the id names or that holds the strongest of the identifiers. Identifiers of no
 * customer or of several are a fault: only `identifyCustomer` creates and merges.
 */
export async function findNamedCustomer(
  { id, identifiers }: NamedCustomer,
  parts: { customers: CustomerStore; rules: IdentityRules },
  session: ClientSession,
): Promise<
  | { customer: Customer; profileId: string; faults?: never }
  | { customer?: never; profileId?: never; faults: UserError[] }
> {
  if (id !== undefined) {
    const [customer] = await parts.customers.findByProfileIds([id], { session })
    if (customer && !customer.erasedAt) return { customer, profileId: id }
    return { faults: [noSuchCustomer(id)] }
  }
  const path = ['customer', 'identifiers']
  const found = await findByIdentifiers(identifiers, parts, session)
  if (found.customers.length > 1) {
    const message = `customer.identifiers: expected those of one customer, got those of ${found.customers.length}`
    return { faults: [userError('CONFLICT', path, message)] }
  }
  const [customer] = found.customers
  const [strongest] = candidatesOf(found.identifiers, found, parts.rules)
  if (customer && strongest?.profile) return { customer, profileId: strongest.profile.id }
  if (found.shared.length === found.identifiers.length) {
    const message = 'customer.identifiers: expected one that belongs to one customer, got only shared ones'
    return { faults: [userError('SHARED_VALUE', path, message)] }
  }
  return { faults: [userError('NOT_FOUND', path, 'customer.identifiers: no customer has any of them')] }
}
