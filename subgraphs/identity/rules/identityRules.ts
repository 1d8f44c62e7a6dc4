import { z } from 'zod'
import { identifierTypes } from '../identifier/identifierTypes.ts'
import { normalizerNames } from './normalizers.ts'

const pattern = z.string().transform((text, context) => {
  try {
    return new RegExp(text, 'u')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    context.addIssue({
      code: 'custom',
      message: `expected a regular expression, got one with a fault: ${why}`,
    })
    return z.NEVER
  }
})

const blocked = z.strictObject({
  values: z.array(z.string().min(1, 'expected a value, got an empty text')).max(10_000),
  patterns: z
    .array(z.strictObject({ pattern, reason: z.string().min(1, 'expected why, got an empty text') }))
    .max(1_000),
})

const wholeNumber = 'expected a whole number from 1 to 1,000'
const countable = z.int(wholeNumber).min(1, wholeNumber).max(1_000, wholeNumber)

const typeRules = z.strictObject({
  normalizer: z.enum(normalizerNames),
  limit: countable,
  priority: countable,
  merges: z.enum(['CLAIMED', 'VERIFIED']),
  record: countable.nullable(),
  tellsApart: z.enum(['NEVER', 'VERIFIED', 'CLAIMED']),
  names: z.enum(['BUSINESS', 'CHANNEL']),
  blocked,
})

const types = z.record(z.enum(identifierTypes), typeRules)

/** All rules. */
export const identityRulesSchema = z.strictObject({
  sharedSuggestedAbove: countable,
  contradictionsToSuspect: countable,
  namesTellApart: z.boolean(),
  blocked,
  types,
})

/** What a file may contain: any part of the rules. */
export const rulesOverrideSchema = z.strictObject({
  sharedSuggestedAbove: countable.optional(),
  contradictionsToSuspect: countable.optional(),
  namesTellApart: z.boolean().optional(),
  blocked: blocked.optional(),
  types: z.partialRecord(z.enum(identifierTypes), typeRules.partial()).optional(),
})

export type RulesOverride = z.output<typeof rulesOverrideSchema>

/** The rules as they are written down. */
export type IdentityRulesData = z.input<typeof identityRulesSchema>
/** The rules as they are applied. */
export type IdentityRules = z.output<typeof identityRulesSchema>
