import type { Normalizer } from './normalizer.ts'
import { normalizePhone } from './phone.ts'

/** `BR.13491208655302741918`, or with a parent's `ENT`. */
const businessScopedId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,120}$/u
const waId = /^\+?[\d\s().-]+$/u

/** A wa_id is a telephone number in digits with its country code; some suffixes and prefixes name the kind of id. */
function normalize(text: string): string | null {
  if (businessScopedId.test(text)) return text
  const id = text.replace(/^whatsapp:/iu, '').replace(/@(?:s\.whatsapp\.net|c\.us)$/iu, '')
  if (!waId.test(id)) return null
  return normalizePhone(`+${id.replace(/\D/gu, '')}`)?.slice(1) ?? null
}

export const whatsapp: Normalizer = {
  expected:
    'a wa_id (digits with country code), e.g. 5511987654321, or a business-scoped user id, e.g. BR.1349…',
  normalize,
}
