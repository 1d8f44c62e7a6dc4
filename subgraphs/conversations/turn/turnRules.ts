import { z } from 'zod'
import { ruleDepartments, rulesOf } from '../../../platform/process/settings/ruleFile.ts'
import { readSettingFile } from '../../../platform/process/settings/settingFile.ts'

const setting = 'ELO_TURN_RULES'

/** For how long AI agents and automations stay silent after a person's message or a hand-off to a person. */
export type TurnRule = {
  /** Null: all, and conversations without a department. */
  departments: string[] | null
  silentMinutes: number
}

const defaultSilentMinutes = 30
const maximumSilentMinutes = 7 * 24 * 60

const ruleSchema = z.strictObject(
  {
    departments: ruleDepartments,
    silentMinutes: z
      .int('expected a number of minutes')
      .min(0, 'expected at least 0 minutes')
      .max(maximumSilentMinutes, `expected at most ${maximumSilentMinutes} minutes`),
  },
  'expected a rule, an object with "silentMinutes" and perhaps "departments"',
)

/** The rules in the file at this path; none without a file. Throws a ConfigError that names every fault with its line. */
export function readTurnRules(path?: string): TurnRule[] {
  return path === undefined ? [] : turnRulesOf(readSettingFile(setting, path), path)
}

/**
 * The rules in a text of JSON; `name` is the name of the file in its faults. For a department the first rule counts that
 * names it, or that names none, so a rule that can never count is a fault.
 */
export function turnRulesOf(text: string, name: string): TurnRule[] {
  return rulesOf({
    ...{ setting, name, text, schema: ruleSchema },
    unknownMember: 'expected rules, or departments and silentMinutes of a rule',
    ruleOf: ({ departments = null, silentMinutes }): TurnRule => ({ departments, silentMinutes }),
    isCovered({ departments }, earlier) {
      const named = earlier.flatMap((rule) => rule.departments ?? [])
      const isNamed = departments?.every((department) => named.includes(department)) ?? false
      return isNamed || earlier.some((rule) => rule.departments === null)
    },
    covered: 'departments',
  })
}

/** For how long bots stay silent in a conversation of this department. */
export function silentMs(rules: readonly TurnRule[], department: string | null): number {
  const rule = rules.find(
    ({ departments }) => departments === null || (department !== null && departments.includes(department)),
  )
  return (rule?.silentMinutes ?? defaultSilentMinutes) * 60_000
}
