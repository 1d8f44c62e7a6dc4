import { v7, validate } from 'uuid'

/** Of a customer's profile, an interaction, a conversation, an act on identities. */
export type IdPrefix = 'cus' | 'int' | 'cnv' | 'evt'

/** A new opaque id such as `int_0197…`; ids made later by one process sort later. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${v7()}`
}

/** Whether a text has the form of an id of this kind. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && validate(text.slice(prefix.length + 1))
}
