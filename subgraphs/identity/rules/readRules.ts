import { checkSettingFile, readSettingFile } from '../../../platform/process/settings/settingFile.ts'
import { identifierTypes } from '../identifier/identifierTypes.ts'
import { defaultRules } from './defaultRules.ts'
import {
  type IdentityRules,
  identityRulesSchema,
  type RulesOverride,
  rulesOverrideSchema,
} from './identityRules.ts'

const setting = 'ELO_IDENTITY_RULES'

/**
 * The rules of identity: the defaults, with the replacements in the file at this path. Throws a ConfigError that names
 * every fault of the file with its line.
 */
export function readRules(path?: string): IdentityRules {
  return path === undefined
    ? identityRulesSchema.parse(defaultRules)
    : rulesOf(readSettingFile(setting, path), path)
}

/** The defaults with the replacements in a text of JSON; `name` is the name of the file in its faults. */
export function rulesOf(text: string, name: string): IdentityRules {
  const {
    data: override,
    faultAt,
    refuse,
  } = checkSettingFile({
    setting,
    name,
    text,
    schema: rulesOverrideSchema,
    unknownMember: 'expected the name of a rule or a type',
  })
  const rules = overridden(override)
  const clashes = identifierTypes.flatMap((type, index) => {
    const { priority } = rules.types[type]
    const other = identifierTypes.find((each, at) => at < index && rules.types[each].priority === priority)
    if (other === undefined) return []
    const [given, held] = override.types?.[type]?.priority === undefined ? [other, type] : [type, other]
    return [
      faultAt(
        ['types', given, 'priority'],
        `expected a priority of its own, got ${priority}, which is that of ${held}`,
      ),
    ]
  })
  return clashes.length > 0 ? refuse(clashes) : rules
}

function overridden({ types = {}, ...given }: RulesOverride): IdentityRules {
  const defaults = identityRulesSchema.parse(defaultRules)
  const rules = {
    sharedSuggestedAbove: given.sharedSuggestedAbove ?? defaults.sharedSuggestedAbove,
    contradictionsToSuspect: given.contradictionsToSuspect ?? defaults.contradictionsToSuspect,
    namesTellApart: given.namesTellApart ?? defaults.namesTellApart,
    blocked: given.blocked ?? defaults.blocked,
    types: { ...defaults.types },
  }
  for (const type of identifierTypes) {
    const standing = defaults.types[type]
    const replaced = types[type] ?? {}
    rules.types[type] = {
      normalizer: replaced.normalizer ?? standing.normalizer,
      limit: replaced.limit ?? standing.limit,
      priority: replaced.priority ?? standing.priority,
      merges: replaced.merges ?? standing.merges,
      record: replaced.record === undefined ? standing.record : replaced.record,
      tellsApart: replaced.tellsApart ?? standing.tellsApart,
      names: replaced.names ?? standing.names,
      blocked: replaced.blocked ?? standing.blocked,
    }
  }
  return rules
}
