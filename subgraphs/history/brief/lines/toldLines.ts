import type { BriefLine } from '../../../../interactions/brief/brief.ts'
import type { BriefLanguage } from '../../schemaTypes.ts'
import { type FactKind, factKinds } from '../../told/fact.ts'
import type { EventWriting } from './eventLines.ts'
import { factWords } from './factWords.ts'
import type { ToldFact } from '../read/toldFacts.ts'

/** Dates are left out of briefs that are smaller. */
const tokensForDates = 2_000
const tokensForValue = 500
const mostValues = 5

/** How many values of each kind a brief of this size shows. */
export function shownValues(maxTokens: number): number {
  return Math.max(1, Math.min(mostValues, Math.floor(maxTokens / tokensForValue)))
}

/** A line for each kind of fact, in the order of the kinds: e.g. `order: «12345» (2026-06-01), «999»`. */
export function toldLines(
  facts: ReadonlyMap<FactKind, readonly ToldFact[]>,
  language: BriefLanguage,
  maxTokens: number,
  { text, times }: EventWriting,
): BriefLine[] {
  return factKinds.flatMap((kind) => {
    const ofKind = facts.get(kind) ?? []
    if (ofKind.length === 0) return []
    const values = ofKind.map(({ value, at }) => {
      const date = maxTokens < tokensForDates ? '' : ` (${times.dayOf(at)})`
      return `${kind === 'PERSON_NAME' ? text.quoteName(value) : text.quote(value)}${date}`
    })
    return [
      {
        text: text.line(`- ${factWords[language][kind]}: ${values.join(', ')}`),
        objectIds: [...new Set(ofKind.map(({ interactionId }) => interactionId))],
      },
    ]
  })
}
