import { timeFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { cleanText } from '../text/cleanText.ts'
import type { AttributeInput, AttributeType } from '../schemaTypes.ts'
import type { Fact } from './fact.ts'

const day = /^\d{4}-\d{2}-\d{2}$/u
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u

/** The stored spelling of the values of each type; null when the text is not such a value. */
const types: Record<AttributeType, { expected: string; normalize: (text: string) => string | null }> = {
  STRING: { expected: 'a text', normalize: cleanText },
  NUMBER: {
    expected: 'a decimal number, e.g. 12.5',
    normalize(text) {
      const digits = /^([+-]?)0*(\d{1,30}?)(?:\.(\d{0,18}?)0*)?$/u.exec(text.trim())
      if (!digits) return null
      const [, sign, whole = '', fraction = ''] = digits
      const number = `${whole}${fraction && `.${fraction}`}`
      return sign === '-' && number !== '0' ? `-${number}` : number
    },
  },
  BOOLEAN: {
    expected: 'true or false',
    normalize: (text) => /^(?:true|false)$/u.exec(text.trim().toLowerCase())?.[0] ?? null,
  },
  DATE: {
    expected: 'a day, e.g. 2026-06-01, or a moment, e.g. 2026-06-01T12:05:10.000Z',
    normalize(text) {
      const given = text.trim()
      const date = new Date(given)
      if ((!day.test(given) && !moment.test(given)) || Number.isNaN(date.getTime())) return null
      if (!day.test(given)) return date.toISOString()
      // A 30th of February would become a day of March.
      return date.toISOString().startsWith(given) ? given : null
    },
  },
}

/** How many attributes one call of a mutation may give. */
export const maximumAttributes = 50
const maximumNameLength = 64
const maximumValueLength = 1_000

/** Attributes in their stored spelling, and everything that is wrong with the input. */
export function readAttributes(
  given: readonly AttributeInput[],
  { source, now }: { source: string | null; now: Date },
): { facts: Fact[]; faults: UserError[] } {
  const facts: Fact[] = []
  const faults: UserError[] = []
  for (const [index, input] of given.entries()) {
    const path = ['attributes', String(index)]
    const name = cleanText(input.name)?.normalize('NFC') ?? null
    const type = input.type ?? 'STRING'
    const value = types[type].normalize(input.value)
    const own = [
      ...nameFaults([...path, 'name'], input.name, maximumNameLength),
      ...textFaults([...path, 'value'], input.value, maximumValueLength),
      ...(value === null
        ? [
            userError(
              'INVALID_VALUE',
              [...path, 'value'],
              `${path.join('.')}.value: expected ${types[type].expected}, got ${JSON.stringify(input.value.slice(0, 80))}`,
            ),
          ]
        : []),
      ...timeFaults([...path, 'setAt'], input.setAt, now),
    ]
    faults.push(...own)
    if (own.length > 0 || name === null || value === null) continue
    const entry = { type, value, source, evidence: null, at: input.setAt ?? now }
    facts.push({ kind: 'ATTRIBUTE', name, channel: null, entries: [entry] })
  }
  return { facts, faults }
}
