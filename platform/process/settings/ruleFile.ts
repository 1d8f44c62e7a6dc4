import { z } from 'zod'
import { checkSettingFile } from './settingFile.ts'

/** The departments that a rule of a file is about; without them it is about all, and about what has no department. */
export const ruleDepartments = z
  .array(z.string('expected the name of a department').min(1, 'expected the name of a department'), {
    error: 'expected the departments of a rule, a list, or none for all',
  })
  .min(1, 'expected at least one department')
  .optional()

/**
 * The rules in a text of JSON, `{ "rules": [ … ] }`. Of the rules that fit, the first counts, so a rule that can never
 * count is a fault. Throws a ConfigError that names the setting and every fault with its line.
 */
export function rulesOf<Schema extends z.ZodType, Rule>({
  setting,
  name,
  text,
  schema,
  unknownMember,
  ruleOf,
  isCovered,
  covered,
}: {
  setting: string
  /** The name of the file in its faults. */
  name: string
  text: string
  /** What one rule looks like in the file. */
  schema: Schema
  /** What was expected instead of a member that a rule does not have. */
  unknownMember: string
  ruleOf: (given: z.infer<Schema>) => Rule
  /** Whether everything that a rule is about has a rule before it. */
  isCovered: (rule: Rule, earlier: readonly Rule[]) => boolean
  /** Says in a fault what of such a rule has an earlier one: `departments`. */
  covered: string
}): Rule[] {
  const { data, faultAt, refuse } = checkSettingFile({
    ...{ setting, name, text, unknownMember },
    schema: z.strictObject(
      { rules: z.array(schema, 'expected a list of rules') },
      'expected an object with "rules"',
    ),
  })
  const rules = data.rules.map(ruleOf)
  const faults = rules.flatMap((rule, index) =>
    isCovered(rule, rules.slice(0, index))
      ? faultAt(
          ['rules', index],
          `expected a rule that can count, got one whose ${covered} have an earlier rule`,
        )
      : [],
  )
  return faults.length > 0 ? refuse(faults) : rules
}
