import { v7, validate } from 'uuid'

/**
 * For profiles, interactions, conversations, changes of identities, records of the audit trail, erasures, legal holds, API
 * keys, turns.
 */
export type IdPrefix = 'cus' | 'int' | 'cnv' | 'evt' | 'aud' | 'ers' | 'hld' | 'key' | 'trn'

/** A new opaque id such as `int_0197…`. Ids that one process creates later sort later. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${v7()}`
}

/** Whether a text has the form of an id with this prefix. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && validate(text.slice(prefix.length + 1))
}
