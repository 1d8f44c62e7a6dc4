import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { linesOfJson } from '../linesOfJson.ts'
import { ConfigError } from './readConfig.ts'

type Issue = { path: PropertyKey[]; message: string; code?: string; keys?: string[] }

/** What is wrong in a file, with its line, from 1. */
export type FileFault = { line: number; reason: string }

/** The text of the file that a setting names. Throws a ConfigError when it cannot be read. */
export function readSettingFile(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/u, '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`${setting}: expected a file that can be read, got ${path}: ${reason}`, {
      cause: error,
    })
  }
}

/**
 * Check the text of a file of JSON by a schema. Throws a ConfigError that names the setting and every fault of the file
 * with its line. `faultAt` and `refuse` are for further rules.
 */
export function checkSettingFile<Schema extends z.ZodType>({
  setting,
  name,
  text,
  schema,
  unknownMember,
}: {
  setting: string
  /** The name of the file in its faults. */
  name: string
  text: string
  schema: Schema
  /** What was expected instead of a member that the schema does not have. */
  unknownMember: string
}): {
  data: z.infer<Schema>
  faultAt: (path: PropertyKey[], message: string) => FileFault
  refuse: (faults: readonly FileFault[]) => never
} {
  const { value, lines, repeated, fault } = linesOfJson(text)
  const refuse = (faults: readonly FileFault[]): never => {
    const reasons = faults
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, reason }) => `  ${name}, line ${line}: ${reason}`)
    throw new ConfigError(`${setting} has ${faults.length} fault(s):\n${reasons.join('\n')}`)
  }
  if (fault) return refuse([fault])
  const lineOf = (path: PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(JSON.stringify(path.slice(0, length).map(String)))
      if (line !== undefined) return line
    }
    return 1
  }
  const faultAt = (path: PropertyKey[], message: string): FileFault => ({
    line: lineOf(path),
    reason: `${path.join('.') || 'the file'}: ${message}`,
  })
  const faultsOf = (issues: readonly Issue[]): FileFault[] =>
    issues.flatMap(({ path, message, code, keys }) =>
      code === 'unrecognized_keys' && keys
        ? keys.map((key) => faultAt([...path, key], `${unknownMember}, got an unknown one`))
        : [
            faultAt(
              path,
              message.includes(', got ') ? message : `${message}, got ${shown(valueAt(value, path))}`,
            ),
          ],
    )

  const checked = schema.safeParse(value)
  const faults = [
    ...repeated.map((path) => faultAt(path, 'expected once, got twice')),
    ...(checked.success ? [] : faultsOf(checked.error.issues)),
  ]
  if (faults.length > 0 || !checked.success) return refuse(faults)
  return { data: checked.data, faultAt, refuse }
}

function valueAt(value: unknown, [key, ...rest]: PropertyKey[]): unknown {
  if (key === undefined) return value
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return valueAt(members.find(([name]) => name === String(key))?.[1], rest)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
