import type { Principal } from '../../../platform/subgraph/principal.ts'

const shownCharacters = 2

/** Masks a value except for its end, so that it can be recognised. */
function maskValue(value: string): string {
  const characters = Array.from(value)
  const shown = characters.length > 2 * shownCharacters ? shownCharacters : 0
  return characters.map((each, index) => (index < characters.length - shown ? '*' : each)).join('')
}

/** The value of an identifier as a caller may see it: masked for callers without `pii:read`. */
export function shownValue(value: string, { scopes }: Principal): string {
  return scopes.includes('pii:read') ? value : maskValue(value)
}
