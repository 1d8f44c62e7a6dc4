/**
 * All types of identifiers, the strongest first. The order is the priority: of several known identifiers that are
 * given together, the profile that holds the strongest is the one they lead to. What a state or the business itself
 * issues comes first, then what a channel proves, last the record numbers of another system.
 */
export const identifierTypes = [
  'CPF',
  'CNPJ',
  'INTERNAL_ID',
  'WHATSAPP',
  'PHONE',
  'EMAIL',
  'TELEGRAM',
  'INSTAGRAM',
  'CHATWOOT_CONTACT',
] as const
export type IdentifierType = (typeof identifierTypes)[number]

/** 0 is the strongest. */
export function priorityOf(type: IdentifierType): number {
  return identifierTypes.indexOf(type)
}
