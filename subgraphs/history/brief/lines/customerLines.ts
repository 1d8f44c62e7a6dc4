import type { BriefLine } from '../../../../interactions/brief/brief.ts'
import type { BriefWords } from './briefWords.ts'
import type { CustomerCard } from '../read/customerCard.ts'
import type { LineText } from './lineText.ts'

const valuesOfType = 5
const mostAttributes = 30

/** Who the customer is: the name, the identifiers of each type, the tags, each attribute. */
export function customerLines(card: CustomerCard, words: BriefWords, text: LineText): BriefLine[] {
  const { id, name, identifiers, tags, attributes } = card
  const types = [...new Set(identifiers.map(({ type }) => type))]
  const lines = [
    ...(name === null ? [] : [`${words.name}: ${text.quoteName(name)}`]),
    ...types.map((type) => {
      const values = identifiers
        .filter((identifier) => identifier.type === type)
        // Proved ones first; else in the order of identity.
        .sort((one, other) => Number(other.verified) - Number(one.verified))
        .slice(0, valuesOfType)
        .map(({ value, verified }) => `${text.quote(value)}${verified ? ` (${words.verified})` : ''}`)
      return `${words.identifiers[type] ?? type}: ${values.join(', ')}`
    }),
    ...(tags.length === 0 ? [] : [`${words.tags}: ${tags.map((tag) => text.quoteName(tag)).join(', ')}`]),
    ...attributes
      .slice(0, mostAttributes)
      .map((attribute) => `${text.quoteName(attribute.name)}: ${text.quote(attribute.value)}`),
  ]
  return lines.map((line) => ({ text: text.line(`- ${line}`), objectIds: [id] }))
}
