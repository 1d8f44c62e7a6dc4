import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import type { ChatwootObject } from '../state/chatwootObject.ts'
import type { ContactAttributes } from '../state/contactAttribute.ts'
import type { ContactState } from '../state/objectStates.ts'
import { contactIdentifier, customerOf, plan, type PlannedMutation, source } from './plannedMutation.ts'

const identifiersPerCall = 20

/**
 * One object that belonged to several contacts shows that a person merged these contacts in Chatwoot. That outranks the
 * rules by which identifiers alone would merge them.
 */
export function mergeOf(account: string, contacts: Readonly<Record<string, number>>): PlannedMutation[] {
  const ids = Object.keys(contacts).sort((a, b) => Number(a) - Number(b))
  if (ids.length < 2) return []
  const identifiers = ids.slice(0, identifiersPerCall).map((id) => contactIdentifier(account, id))
  const names = ids.map((id) => `${account}:${id}`)
  const listed = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  const reason = `Chatwoot merged contacts ${listed}`.slice(0, 1000)
  // Versions before merged with this identification. A merge that they carried out must keep its fingerprint.
  const { fingerprint } = plan('merge', 'identifyCustomer', { identifiers, source, reason })
  return [
    {
      name: 'merge',
      mutation: 'mergeCustomers',
      input: { reason },
      contacts: identifiers,
      conversation: null,
      fingerprint,
    },
  ]
}

function typeAndValueOf(identifier: string): { type: string; value: string } {
  const blank = identifier.indexOf(' ')
  return { type: identifier.slice(0, blank), value: identifier.slice(blank + 1) }
}

/** The identifiers that a contact has now, and the latest of those that they had before, each in alphabetical order. */
function claimsOf({ identifiers, current = {}, shownAt = {} }: ContactState): {
  held: string[]
  former: string[]
} {
  const isHeld = (identifier: string): boolean => {
    const shown = current[typeAndValueOf(identifier).type]
    return !shown || shown.value.includes(identifier)
  }
  const former = identifiers.filter((each) => !isHeld(each))
  return {
    held: identifiers.filter(isHeld),
    former: former
      .sort((a, b) => (shownAt[b] ?? 0) - (shownAt[a] ?? 0))
      .slice(0, identifiersPerCall)
      .sort(),
  }
}

export function identifyOf({ account, id, state }: ChatwootObject & { kind: 'contact' }): PlannedMutation[] {
  const { held, former } = claimsOf(state)
  const planned = plan('identify', 'identifyCustomer', {
    identifiers: [contactIdentifier(account, id), ...held.map(typeAndValueOf)].slice(0, identifiersPerCall),
    ...(former.length > 0 && { withdrawnIdentifiers: former.map(typeAndValueOf) }),
    ...(state.name && { name: state.name.value }),
    source,
    reason: `Chatwoot's contact ${account}:${id} has all of them`,
  })
  // What is shown again at a later time is no news, so the time is no part of the fingerprint.
  const { observedAt, shownAt = {} } = state
  const withdrawals = former.map((identifier) => ({
    name: `withdraw ${identifier}`,
    fingerprint: String(shownAt[identifier] ?? 0),
  }))
  const dated = observedAt === undefined ? {} : { observedAt: new Date(observedAt).toISOString() }
  return [
    { ...planned, input: { ...planned.input, ...dated }, withdrawals },
    ...attributesOf(account, id, state.attributes ?? {}),
  ]
}

/** One mutation for each attribute, so that one that has changed or is refused does not concern the others. */
function attributesOf(account: string, id: string, attributes: ContactAttributes): PlannedMutation[] {
  return Object.entries(attributes).map(([name, { at, value: attribute }]) => {
    const mutation = 'setCustomerAttributes'
    const input = {
      customer: customerOf(account, id),
      attributes: [{ name, ...attribute, setAt: new Date(at).toISOString() }],
      source,
    }
    // A value that is shown again holds since it was shown first.
    return { ...plan(`attribute ${name}`, mutation, input), fingerprint: fingerprint([mutation, attribute]) }
  })
}
