import { createHash } from 'node:crypto'

/**
 * JSON with sorted keys, so that two values have the same text exactly when they are equal. Undefined members are left
 * out, dates become ISO texts. Throws for a Map or a Set, which JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) => {
      if (member instanceof Map || member instanceof Set) throw new TypeError('expected what JSON can hold')
      return typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : member
    }) ?? 'null'
  )
}

/** The SHA-256 of a value's canonical JSON, which distinguishes a retry from a request with other content. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url')
}
