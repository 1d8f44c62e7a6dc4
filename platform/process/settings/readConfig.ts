import type { z } from 'zod'
import { StartError } from '../startError.ts'

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** All faults of a configuration, one per line. */
export class ConfigError extends StartError {
  override name = 'ConfigError'
}

/**
 * Read the whole configuration of a process. An empty setting counts as missing. Throws a ConfigError with every fault.
 */
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
