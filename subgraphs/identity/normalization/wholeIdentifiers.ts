import { type IdentifierType, identifierTypes } from '../identifier/identifierTypes.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { foldText } from '../text/foldText.ts'
import { normalizeIdentifier } from './normalizeIdentifier.ts'
import { sameNumberAs } from './sameNumberAs.ts'

/** A whole identifier that a text may be. */
export type WholeIdentifier = {
  /** Its stored spelling, folded as searches compare it. */
  folded: string
  /** Whether the text can hardly be meant as a part of other identifiers. */
  isCertain: boolean
}

/** Any word is a value of these types. */
const anyWord: ReadonlySet<IdentifierType> = new Set(['INTERNAL_ID', 'INSTAGRAM', 'TELEGRAM'])

/**
 * The whole identifiers that a text may be, of any type, by the rules of look-ups: a telephone without the ninth digit, a
 * tax number with dots. A telephone may be a wa_id as well, and the other way round. Values on the block list are none.
 */
export function wholeIdentifiers(text: string, rules: IdentityRules): WholeIdentifier[] {
  const own = foldText(text).trimEnd()
  const found = new Map<string, boolean>()
  for (const type of identifierTypes) {
    const { value } = normalizeIdentifier({ type, value: text }, ['identifier'], rules)
    if (value === undefined) continue
    for (const key of [{ type, value }, sameNumberAs({ type, value })]) {
      if (!key) continue
      const folded = foldText(key.value)
      const isCertain = !anyWord.has(type) || folded !== own
      found.set(folded, isCertain || (found.get(folded) ?? false))
    }
  }
  return [...found].map(([folded, isCertain]) => ({ folded, isCertain }))
}
