import { type Dated, joinEntries, latest } from './semilattice.ts'

/** A custom attribute of a contact, in a form that the graph accepts. */
export type ContactAttribute = { type: 'STRING' | 'NUMBER' | 'BOOLEAN'; value: string }

/** By name, each dated by the time of its delivery. */
export type ContactAttributes = Record<string, Dated<ContactAttribute>>

/** One more than a profile may have in Elo, so that the graph refuses the last one and the log says so. */
const maximumAttributes = 101

/** The first names in their order, so that the order of the deliveries does not decide which ones remain. */
export function boundedAttributes(attributes: ContactAttributes): ContactAttributes {
  const byName = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(byName.slice(0, maximumAttributes))
}

/** Of two values of one attribute the one that was sent later. */
export function joinAttributes(a: ContactAttributes, b: ContactAttributes): ContactAttributes {
  return boundedAttributes(joinEntries(a, b, (x, y) => latest(x, y)))
}
