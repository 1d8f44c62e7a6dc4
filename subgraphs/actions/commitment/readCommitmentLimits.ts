import { CurrencyResolver } from 'graphql-scalars'
import { z } from 'zod'
import { ruleDepartments, rulesOf } from '../../../platform/process/settings/ruleFile.ts'
import { readSettingFile } from '../../../platform/process/settings/settingFile.ts'
import type { LimitRule } from './commitmentLimits.ts'

const setting = 'ELO_COMMITMENT_LIMITS'
const actorKinds = ['HUMAN', 'AI', 'AUTOMATION', 'SYSTEM'] as const

const expectedAmount = 'expected an amount of 0 or more, a number or a text such as "129.90"'

/** An amount as a person writes it in JSON; kept as a decimal. */
const decimal = z
  .union([z.number(), z.string()], expectedAmount)
  .transform(String)
  .refine((text) => /^\d{1,15}(\.\d{1,18})?$/u.test(text), expectedAmount)

const percent = decimal.refine((text) => Number(text) <= 100, 'expected a percentage of at most 100')

const amounts = z.record(
  z.string().refine(isCurrency),
  decimal,
  'expected amounts by ISO 4217 currency, such as { "BRL": "200.00" }',
)

const ruleSchema = z.strictObject(
  {
    departments: ruleDepartments,
    actors: z
      .array(z.enum(actorKinds, { error: `expected a kind of actor: ${actorKinds.join(', ')}` }), {
        error: 'expected the kinds of actors of a rule, a list, or none for all',
      })
      .min(1, 'expected at least one kind of actor')
      .optional(),
    discountPercent: percent.optional(),
    discountAmount: amounts.optional(),
    refundAmount: amounts.optional(),
    delayDays: z
      .int('expected a number of days')
      .min(1, 'expected at least 1 day')
      .max(36_500, 'expected at most 36500 days')
      .optional(),
  },
  'expected a rule, an object with limits and perhaps "departments" and "actors"',
)

/** The rules in the file at this path; none without a file. Throws a ConfigError that names every fault with its line. */
export function readCommitmentLimits(path?: string): LimitRule[] {
  return path === undefined ? [] : commitmentLimitsOf(readSettingFile(setting, path), path)
}

/**
 * The rules in a text of JSON; `name` is the name of the file in its faults. For a promise the first rule counts that has
 * its department and its kind of actor, so a rule that can never count is a fault.
 */
export function commitmentLimitsOf(text: string, name: string): LimitRule[] {
  return rulesOf({
    ...{ setting, name, text, schema: ruleSchema },
    unknownMember:
      'expected rules, or departments, actors, discountPercent, discountAmount, refundAmount and delayDays of a rule',
    ruleOf: (rule): LimitRule => ({
      departments: rule.departments ?? null,
      actors: rule.actors ?? null,
      discountPercent: rule.discountPercent ?? null,
      discountAmount: rule.discountAmount ?? null,
      refundAmount: rule.refundAmount ?? null,
      delayDays: rule.delayDays ?? null,
    }),
    isCovered: (rule, earlier) => earlier.some((each) => covers(each, rule)),
    covered: 'departments and actors',
  })
}

function covers(earlier: LimitRule, rule: LimitRule): boolean {
  return coversAll(earlier.departments, rule.departments) && coversAll(earlier.actors, rule.actors)
}

/** Whether one list, null for all, has everything of the other. */
function coversAll(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return one === null || (other !== null && other.every((each) => one.includes(each)))
}

function isCurrency(code: string): boolean {
  try {
    return CurrencyResolver.parseValue(code) === code
  } catch {
    return false
  }
}
