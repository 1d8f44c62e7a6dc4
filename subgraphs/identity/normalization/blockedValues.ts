import type { IdentifierType } from '../identifierTypes.ts'

/**
 * Values that people and systems write where they know nothing. They identify nobody; were they kept, strangers would
 * be merged by them. Tested on the value in lower case, without blanks around it.
 */
export const blockedValues: { types: readonly IdentifierType[] | 'ALL'; pattern: RegExp; reason: string }[] =
  [
    {
      types: 'ALL',
      pattern:
        /^(?:anonymous|an[oô]nimo|anonymus|unknown|desconhecido|null|undefined|none|nil|nan|n\/a|-1)$/u,
      reason: 'it stands for an unknown person',
    },
    { types: 'ALL', pattern: /^[\s().+/:-]*0[0\s().+/:-]*$/u, reason: 'it consists of zeros' },
    {
      types: ['PHONE', 'WHATSAPP', 'TELEGRAM', 'CPF', 'CNPJ'],
      pattern: /^[\s().+/-]*(\d)(?:[\s().+/-]*\1){5,}[\s().+/-]*$/u,
      reason: 'it is one digit repeated',
    },
    {
      types: ['EMAIL'],
      pattern:
        /^(?:no[._-]?e?mail|sem[._-]?e?-?mail|n[aã]o[._-]?(?:tem|possui|informado)|no-?reply|do-?not-?reply|anonymous|an[oô]nimo|unknown|null|undefined|none)@/u,
      reason: 'it stands for having no address',
    },
  ]
