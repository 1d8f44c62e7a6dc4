import { v5, v7, validate } from 'uuid'

/**
 * For profiles, interactions, conversations, changes of identities, records of the audit trail, erasures, legal holds, API
 * keys, turns, briefs, webhooks out and their deliveries.
 */
export type IdPrefix =
  'cus' | 'int' | 'cnv' | 'evt' | 'aud' | 'ers' | 'hld' | 'key' | 'trn' | 'brf' | 'whk' | 'dlv'

/** A new opaque id such as `int_0197…`. Ids that one process creates later sort later. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${v7()}`
}

/** Made once by v4; ids of contents depend on it. */
const contentNamespace = '5f0d8a52-3c1e-4b8e-9a67-20c1d7a4f3be'

/** The opaque id of a content that is named by its fingerprint: equal contents have one id. */
export function idOfContent(prefix: IdPrefix, fingerprint: string): string {
  return `${prefix}_${v5(fingerprint, contentNamespace)}`
}

/** Whether a text has the form of an id with this prefix. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && validate(text.slice(prefix.length + 1))
}
