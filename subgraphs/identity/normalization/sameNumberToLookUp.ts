import type { IdentifierKey } from '../identifier/identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { normalizeIdentifier } from './normalizeIdentifier.ts'
import { sameNumberAs } from './sameNumberAs.ts'

/**
 * The identifier by which a look-up may find a customer who does not have the given one: of the other type, with the same
 * number. Null when there is none, and when the rules block it.
 */
export function sameNumberToLookUp(key: IdentifierKey, rules: IdentityRules): IdentifierKey | null {
  const same = sameNumberAs(key)
  return same && normalizeIdentifier(same, [], rules).value === same.value ? same : null
}
