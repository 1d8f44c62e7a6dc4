import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { normalizers } from '../rules/normalizers.ts'
import { isLongerThan } from '../text/textLength.ts'

const maximumLength = 255
/** Control characters, halves of surrogate pairs, and invisible characters. */
const unwritable = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u
/** Marks of writing direction, which address books put around numbers. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Why a value is blocked; null when it is not. */
function blockOf(rules: IdentityRules, type: IdentifierType, spellings: string[]): string | null {
  for (const { values, patterns } of [rules.blocked, rules.types[type].blocked]) {
    if (spellings.some((spelling) => values.includes(spelling))) return 'it stands for an unknown person'
    const match = patterns.find(({ pattern }) => spellings.some((spelling) => pattern.test(spelling)))
    if (match) return match.reason
  }
  return null
}

/** A value in its stored spelling, or its fault; `field` is the path of the value in the input. */
export function normalizeIdentifier(
  { type, value }: { type: IdentifierType; value: string },
  field: string[],
  rules: IdentityRules,
): { value: string; fault?: never } | { value?: never; fault: UserError } {
  const { expected, normalize } = normalizers[rules.types[type].normalizer]
  const got = `got ${JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)}`
  const text = (type === 'PHONE' || type === 'WHATSAPP' ? value.replace(invisible, '') : value).trim()

  if (text === '') return { fault: userError('REQUIRED', field, `${type}: expected ${expected}, ${got}`) }
  if (isLongerThan(value, maximumLength)) {
    return {
      fault: userError(
        'TOO_LONG',
        field,
        `${type}: expected at most ${maximumLength} characters, got ${value.length}: ${JSON.stringify(`${value.slice(0, 80)}…`)}`,
      ),
    }
  }
  if (unwritable.test(text)) {
    return {
      fault: userError(
        'INVALID_VALUE',
        field,
        `${type}: expected ${expected}, without control characters, ${got}`,
      ),
    }
  }
  const normalized = normalize(text)
  const blocked = blockOf(rules, type, [text.toLowerCase(), ...(normalized === null ? [] : [normalized])])
  if (blocked !== null) {
    return {
      fault: userError(
        'BLOCKED_VALUE',
        field,
        `${type}: expected a value that identifies one customer; ${blocked}, ${got}`,
      ),
    }
  }
  if (normalized === null || isLongerThan(normalized, maximumLength))
    return { fault: userError('INVALID_VALUE', field, `${type}: expected ${expected}, ${got}`) }
  return { value: normalized }
}
