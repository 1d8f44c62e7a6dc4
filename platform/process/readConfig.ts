import type { z } from 'zod'
import { StartError } from './startError.ts'

/** An environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Faults of a configuration, all of them, one a line. */
export class ConfigError extends StartError {
  override name = 'ConfigError'
}

/** Read a process's whole configuration. Empty settings count as left out. Throws a ConfigError naming every fault. */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.infer<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`)
  throw new ConfigError(`the configuration has ${faults.length} fault(s):\n${faults.join('\n')}`)
}
