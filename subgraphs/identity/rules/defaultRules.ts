import type { IdentityRulesData } from './identityRules.ts'

const repeatedDigit = {
  pattern: '^[\\s().+/-]*(\\d)(?:[\\s().+/-]*\\1){5,}[\\s().+/-]*$',
  reason: 'it is one digit repeated',
}

/** Ids of WhatsApp that many people read or write under. Bridges give them as the id of a contact. */
const manyPeople = [
  { pattern: '^\\d[\\d-]*@g\\.us$', reason: 'it is a group, and a group is no person' },
  {
    pattern: '^(?:\\d+|status)@broadcast$',
    reason: 'it is a broadcast list or a status, and that is no person',
  },
  { pattern: '^\\d+@newsletter$', reason: 'it is a channel for news, and that is no person' },
]

/**
 * The default rules. The file named by ELO_IDENTITY_RULES may replace them: JSON of this shape, in which every member is
 * optional. Each value in the file replaces the default; `blocked` is replaced as a whole.
 *
 * - `normalizer`: how values get their one stored spelling; `rules/normalizers.ts` lists all normalizers.
 * - `limit`: how many of the type one customer may hold, 1 to 1,000. It applies to identifications, not to merges by a
 *   person. No customer holds more than 1,000 identifiers of all types.
 * - `priority`: 1 is the strongest. New identifiers go to the profile that holds the strongest known one; if a rule would
 *   be broken, the weakest is set aside. Numbers issued by a state or by the business come first, then what a channel
 *   proves, last the record numbers of another system. Each type has its own priority.
 * - `merges`: whether a value that is merely CLAIMED (a form field) may merge customers, or only one that is VERIFIED
 *   in the same identification (a channel that proves possession, such as a WhatsApp sender).
 * - `record`: what the value is a record of, 1 is the strongest; null for a contact point, which people share and pass on. Of
 *   the identifiers given, the one with the strongest record names the profile that everything new goes to. A record that
 *   is not known yet gets a profile of its own.
 * - `tellsApart`: whether two values of two customers tell that these are two persons, so that a contact point does not
 *   merge them: `CLAIMED` any values, `VERIFIED` only two that are proved, `NEVER` none.
 * - `names`: whether names that come with such a record are those of a business, which people keep in order, or those of a
 *   channel, where everybody chooses a name.
 * - `blocked`: values, in lower case, and patterns (regular expressions, tested on the value in lower case and on the
 *   normalised one) that people and systems write in place of an unknown value. They identify no customer.
 */
export const defaultRules: IdentityRulesData = {
  /** An identifier is suspected to be shared when more profiles than this claimed it, and merges no further customers. */
  sharedSuggestedAbove: 10,
  /** It is suspected, too, when this many claims contradicted the profile that has it. */
  contradictionsToSuspect: 1,
  /** Whether clearly different names contradict each other. */
  namesTellApart: true,
  /** For values of any type. */
  blocked: {
    values: [
      ...['anonymous', 'anonymus', 'anonimo', 'anônimo', 'unknown', 'desconhecido'],
      ...['null', 'undefined', 'none', 'nil', 'nan', 'n/a', '-1'],
    ],
    patterns: [{ pattern: '^[\\s().+/:-]*0[0\\s().+/:-]*$', reason: 'it consists of zeros' }, ...manyPeople],
  },
  types: {
    // A person has one for life. Two in one customer are two persons.
    CPF: {
      normalizer: 'cpf',
      limit: 1,
      priority: 1,
      merges: 'CLAIMED',
      record: 4,
      tellsApart: 'CLAIMED',
      names: 'BUSINESS',
      blocked: { values: [], patterns: [repeatedDigit] },
    },
    CNPJ: {
      normalizer: 'cnpj',
      limit: 100,
      priority: 2,
      merges: 'CLAIMED',
      record: 5,
      tellsApart: 'NEVER',
      names: 'BUSINESS',
      blocked: { values: [], patterns: [repeatedDigit] },
    },
    INTERNAL_ID: {
      normalizer: 'text',
      limit: 1_000,
      priority: 3,
      merges: 'CLAIMED',
      record: 2,
      tellsApart: 'NEVER',
      names: 'BUSINESS',
      blocked: { values: [], patterns: [] },
    },
    WHATSAPP: {
      normalizer: 'whatsapp',
      limit: 100,
      priority: 4,
      merges: 'CLAIMED',
      record: 3,
      tellsApart: 'VERIFIED',
      names: 'CHANNEL',
      blocked: { values: [], patterns: [repeatedDigit] },
    },
    PHONE: {
      normalizer: 'phone',
      limit: 100,
      priority: 5,
      merges: 'CLAIMED',
      record: null,
      tellsApart: 'NEVER',
      names: 'CHANNEL',
      blocked: { values: [], patterns: [repeatedDigit] },
    },
    // `emailWithoutPlus` takes maria+shop@ and maria@ for one address; not every provider does.
    EMAIL: {
      normalizer: 'email',
      limit: 100,
      priority: 6,
      merges: 'CLAIMED',
      record: null,
      tellsApart: 'NEVER',
      names: 'CHANNEL',
      blocked: {
        values: [],
        patterns: [
          {
            pattern:
              '^(?:no[._-]?e?mail|sem[._-]?e?-?mail|n[aã]o[._-]?(?:tem|possui|informado)|no-?reply|do-?not-?reply|anonymous|an[oô]nimo|unknown|null|undefined|none)@',
            reason: 'it stands for having no address',
          },
        ],
      },
    },
    TELEGRAM: {
      normalizer: 'telegram',
      limit: 100,
      priority: 7,
      merges: 'CLAIMED',
      record: 3,
      tellsApart: 'VERIFIED',
      names: 'CHANNEL',
      blocked: { values: [], patterns: [repeatedDigit] },
    },
    INSTAGRAM: {
      normalizer: 'instagram',
      limit: 100,
      priority: 8,
      merges: 'CLAIMED',
      record: 3,
      tellsApart: 'VERIFIED',
      names: 'CHANNEL',
      blocked: { values: [], patterns: [] },
    },
    // Chatwoot merges contacts by itself, and a contact per inbox is usual.
    CHATWOOT_CONTACT: {
      normalizer: 'chatwootContact',
      limit: 1_000,
      priority: 9,
      merges: 'CLAIMED',
      record: 1,
      tellsApart: 'NEVER',
      names: 'CHANNEL',
      blocked: { values: [], patterns: [] },
    },
  },
}
