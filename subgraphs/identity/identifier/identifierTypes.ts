/** All types of identifiers: the enum IdentifierType of the schema. The rules for each are in `rules/`. */
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
