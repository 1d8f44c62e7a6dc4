import type { IdentifierKey } from '../identifier/identifier.ts'

/**
 * The identifier of the other type with the same number: a wa_id is a telephone number without its `+`. Null for WhatsApp
 * ids that are no number (`…@lid`, business-scoped ids) and for all other types. The key is in its stored spelling, and so
 * is the result.
 */
export function sameNumberAs({ type, value }: IdentifierKey): IdentifierKey | null {
  if (type === 'WHATSAPP' && /^\d+$/u.test(value)) return { type: 'PHONE', value: `+${value}` }
  if (type === 'PHONE' && /^\+\d+$/u.test(value)) return { type: 'WHATSAPP', value: value.slice(1) }
  return null
}
