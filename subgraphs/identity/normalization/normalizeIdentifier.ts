import { type UserError, userError } from '../../../platform/userError.ts'
import type { IdentifierType } from '../identifierTypes.ts'
import { isLongerThan } from '../textLength.ts'
import { blockedValues } from './blockedValues.ts'
import { email } from './email.ts'
import { chatwootContact, instagram, internalId, telegram } from './handles.ts'
import type { Normalizer } from './normalizer.ts'
import { phone } from './phone.ts'
import { cnpj, cpf } from './taxNumbers.ts'
import { whatsapp } from './whatsapp.ts'

const normalizers: Record<IdentifierType, Normalizer> = {
  PHONE: phone,
  EMAIL: email,
  CPF: cpf,
  CNPJ: cnpj,
  INTERNAL_ID: internalId,
  CHATWOOT_CONTACT: chatwootContact,
  WHATSAPP: whatsapp,
  INSTAGRAM: instagram,
  TELEGRAM: telegram,
}

const maximumLength = 255
/** Control characters, halves of characters, and what cannot be seen. */
const unwritable = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u
/** Marks of writing direction, which address books put around numbers. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A value in the spelling it is kept in, or what is wrong with it; `field` is where the caller gave it. */
export function normalizeIdentifier(
  { type, value }: { type: IdentifierType; value: string },
  field: string[],
): { value: string; fault?: never } | { value?: never; fault: UserError } {
  const { expected, normalize } = normalizers[type]
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
  const blocked = blockedValues.find(
    ({ types, pattern }) =>
      (types === 'ALL' || types.includes(type)) &&
      (pattern.test(text.toLowerCase()) || (normalized !== null && pattern.test(normalized))),
  )
  if (blocked) {
    return {
      fault: userError(
        'BLOCKED_VALUE',
        field,
        `${type}: expected a value that identifies one customer; ${blocked.reason}, ${got}`,
      ),
    }
  }
  if (normalized === null || isLongerThan(normalized, maximumLength))
    return { fault: userError('INVALID_VALUE', field, `${type}: expected ${expected}, ${got}`) }
  return { value: normalized }
}
