import type { Normalizer } from './normalizer.ts'
import { normalizePhone } from './phone.ts'
import { readWhatsappAccount } from './whatsappAccount.ts'

/** `BR.13491208655302741918`, or with a parent's `ENT`. */
const businessScopedId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,120}$/u
const waId = /^\+?[\d\s().-]+$/u

/**
 * A wa_id is a telephone number in digits with its country code; some suffixes and prefixes name the kind of id. An id
 * with `@lid` stands for an account that hides its number: its digits are no number.
 */
function normalize(text: string): string | null {
  if (businessScopedId.test(text)) return text
  const id = text.replace(/^whatsapp:/iu, '')
  const account = readWhatsappAccount(id)
  if (account?.hidesNumber) return `${account.digits}@lid`
  const number = account?.digits ?? id.replace(/@(?:s\.whatsapp\.net|c\.us)$/iu, '')
  if (!waId.test(number)) return null
  return normalizePhone(`+${number.replace(/\D/gu, '')}`)?.slice(1) ?? null
}

export const whatsapp: Normalizer = {
  expected:
    'a wa_id (digits with country code), e.g. 5511987654321, an id that hides the number, e.g. 123456789012345@lid, or a business-scoped user id, e.g. BR.1349…',
  normalize,
}
