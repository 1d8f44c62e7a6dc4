import { z } from 'zod'
import { ruleDepartments, rulesOf } from '../../platform/process/settings/ruleFile.ts'
import { readSettingFile } from '../../platform/process/settings/settingFile.ts'

const setting = 'ELO_RETENTION'

/** The kinds of interactions whose contents can be kept for a limited time. */
export const retainedKinds = [
  'MESSAGE',
  'NOTE',
  'HANDOFF',
  'STATUS',
  'ACTION',
  'COMMITMENT',
  'FEEDBACK',
] as const
export type RetainedKind = (typeof retainedKinds)[number]

/** For how many days the contents of some interactions are kept. */
export type RetentionRule = {
  kinds: RetainedKind[]
  /** Null: all, and those without a department. */
  departments: string[] | null
  days: number
}

const ruleSchema = z.strictObject(
  {
    kinds: z
      .array(
        z.enum(retainedKinds, { error: `expected a kind: ${retainedKinds.join(', ')}` }),
        'expected the kinds of a rule, a list',
      )
      .min(1, 'expected at least one kind'),
    departments: ruleDepartments,
    days: z
      .int('expected a number of days')
      .min(1, 'expected at least 1 day')
      .max(36_500, 'expected at most 36500 days'),
  },
  'expected a rule, an object with "kinds", "days" and perhaps "departments"',
)

/** The rules in the file at this path; none without a file. Throws a ConfigError that names every fault with its line. */
export function readRetention(path?: string): RetentionRule[] {
  return path === undefined ? [] : retentionOf(readSettingFile(setting, path), path)
}

/**
 * The rules in a text of JSON; `name` is the name of the file in its faults. For an interaction the first rule counts
 * that has its kind and its department, so a rule that can never count is a fault.
 */
export function retentionOf(text: string, name: string): RetentionRule[] {
  return rulesOf({
    ...{ setting, name, text, schema: ruleSchema },
    unknownMember: 'expected rules, or kinds, departments and days of a rule',
    ruleOf: ({ departments = null, ...rule }): RetentionRule => ({ ...rule, departments }),
    isCovered: ({ kinds }, earlier) =>
      kinds.every((kind) => earlier.some((rule) => rule.departments === null && rule.kinds.includes(kind))),
    covered: 'kinds',
  })
}
