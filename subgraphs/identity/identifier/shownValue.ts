import { maskIdentifier } from '../../../platform/masking/maskIdentifier.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** The value of an identifier as a caller may see it: masked for callers without `pii:read`. */
export function shownValue(value: string, { scopes }: Principal): string {
  return scopes.includes('pii:read') ? value : maskIdentifier(value)
}
