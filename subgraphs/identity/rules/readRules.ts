import { readFileSync } from 'node:fs'
import { ConfigError } from '../../../platform/process/readConfig.ts'
import { identifierTypes } from '../identifier/identifierTypes.ts'
import { defaultRules } from './defaultRules.ts'
import {
  type IdentityRules,
  identityRulesSchema,
  type RulesOverride,
  rulesOverrideSchema,
} from './identityRules.ts'
import { linesOfJson } from './linesOfJson.ts'

type Issue = { path: PropertyKey[]; message: string; code?: string; keys?: string[] }

/**
 * The rules of identity: the defaults, with the replacements in the file at this path. Throws a ConfigError that names
 * every fault of the file with its line.
 */
export function readRules(path?: string): IdentityRules {
  return path === undefined ? identityRulesSchema.parse(defaultRules) : rulesOf(read(path), path)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/u, '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`ELO_IDENTITY_RULES: expected a file that can be read, got ${path}: ${reason}`, {
      cause: error,
    })
  }
}

/** The defaults with the replacements in a text of JSON; `name` is the name of the file in its faults. */
export function rulesOf(text: string, name: string): IdentityRules {
  const { value, lines, repeated, fault } = linesOfJson(text)
  const faultsAt = (faults: { line: number; reason: string }[]): never => {
    const reasons = faults
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, reason }) => `  ${name}, line ${line}: ${reason}`)
    throw new ConfigError(`ELO_IDENTITY_RULES has ${faults.length} fault(s):\n${reasons.join('\n')}`)
  }
  if (fault) return faultsAt([fault])
  const lineOf = (path: PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(JSON.stringify(path.slice(0, length).map(String)))
      if (line !== undefined) return line
    }
    return 1
  }
  const reasonAt = (path: PropertyKey[], message: string): { line: number; reason: string } => ({
    line: lineOf(path),
    reason: `${path.join('.') || 'the file'}: ${message}`,
  })
  const faultsOf = (issues: readonly Issue[]): { line: number; reason: string }[] =>
    issues.flatMap(({ path, message, code, keys }) =>
      code === 'unrecognized_keys' && keys
        ? keys.map((key) =>
            reasonAt([...path, key], 'expected the name of a rule or a type, got an unknown one'),
          )
        : [
            reasonAt(
              path,
              message.includes(', got ') ? message : `${message}, got ${shown(valueAt(value, path))}`,
            ),
          ],
    )

  const override = rulesOverrideSchema.safeParse(value)
  const faults = [
    ...repeated.map((path) => reasonAt(path, 'expected once, got twice')),
    ...(override.success ? [] : faultsOf(override.error.issues)),
  ]
  if (faults.length > 0 || !override.success) return faultsAt(faults)

  const rules = overridden(override.data)
  const clashes = identifierTypes.flatMap((type, index) => {
    const { priority } = rules.types[type]
    const other = identifierTypes.find((each, at) => at < index && rules.types[each].priority === priority)
    if (other === undefined) return []
    const [given, held] = override.data.types?.[type]?.priority === undefined ? [other, type] : [type, other]
    return [
      reasonAt(
        ['types', given, 'priority'],
        `expected a priority of its own, got ${priority}, which is that of ${held}`,
      ),
    ]
  })
  return clashes.length > 0 ? faultsAt(clashes) : rules
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

function valueAt(value: unknown, [key, ...rest]: PropertyKey[]): unknown {
  if (key === undefined) return value
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return valueAt(members.find(([name]) => name === String(key))?.[1], rest)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
