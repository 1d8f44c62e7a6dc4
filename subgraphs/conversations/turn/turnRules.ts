import { z } from 'zod'
import { checkSettingFile, readSettingFile } from '../../../platform/process/settings/settingFile.ts'

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
    departments: z
      .array(z.string('expected the name of a department').min(1, 'expected the name of a department'), {
        error: 'expected the departments of a rule, a list, or none for all',
      })
      .min(1, 'expected at least one department')
      .optional(),
    silentMinutes: z
      .int('expected a number of minutes')
      .min(0, 'expected at least 0 minutes')
      .max(maximumSilentMinutes, `expected at most ${maximumSilentMinutes} minutes`),
  },
  'expected a rule, an object with "silentMinutes" and perhaps "departments"',
)
const fileSchema = z.strictObject(
  { rules: z.array(ruleSchema, 'expected a list of rules') },
  'expected an object with "rules"',
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
  const { data, faultAt, refuse } = checkSettingFile({
    ...{ setting, name, text, schema: fileSchema },
    unknownMember: 'expected rules, or departments and silentMinutes of a rule',
  })
  const rules = data.rules.map(({ departments = null, silentMinutes }) => ({ departments, silentMinutes }))
  const faults = rules.flatMap(({ departments }, index) => {
    const earlier = rules.slice(0, index)
    const isCovered = earlier.some((rule) => rule.departments === null)
    const named = earlier.flatMap((rule) => rule.departments ?? [])
    const isNamed = departments?.every((department) => named.includes(department)) ?? false
    return isCovered || isNamed
      ? [
          faultAt(
            ['rules', index],
            'expected a rule that can count, got one whose departments have an earlier rule',
          ),
        ]
      : []
  })
  return faults.length > 0 ? refuse(faults) : rules
}

/** For how long bots stay silent in a conversation of this department. */
export function silentMs(rules: readonly TurnRule[], department: string | null): number {
  const rule = rules.find(
    ({ departments }) => departments === null || (department !== null && departments.includes(department)),
  )
  return (rule?.silentMinutes ?? defaultSilentMinutes) * 60_000
}
