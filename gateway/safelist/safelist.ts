import { z } from 'zod'
import { ConfigError } from '../../platform/process/settings/readConfig.ts'
import { createListedOperations, type ListedOperations } from './listedOperations.ts'
import { readOperations } from './readOperations.ts'

/** Which operations are carried out. */
export type Safelist = {
  /**
   * `off`: all. `log`: all, and a line is logged for those that are not listed. `only`: those that are listed. In every
   * mode a listed operation can be asked for by its id.
   */
  mode: 'off' | 'log' | 'only'
  operations: ListedOperations
}

/** No operation is listed, and all are carried out. */
export const noSafelist: Safelist = { mode: 'off', operations: createListedOperations(new Map()) }

/** The settings of the safelist. */
export const safelistSettings = {
  ELO_OPERATIONS: z.string().optional(),
  ELO_OPERATIONS_MODE: z.enum(['off', 'log', 'only'], 'expected off, log or only').default('off'),
}

/** The safelist of these settings. Throws a ConfigError when the manifest is missing or has faults. */
export function safelistOf({
  ELO_OPERATIONS: path,
  ELO_OPERATIONS_MODE: mode,
}: z.infer<z.ZodObject<typeof safelistSettings>>): Safelist {
  if (path !== undefined) return { mode, operations: createListedOperations(readOperations(path)) }
  if (mode === 'off') return noSafelist
  throw new ConfigError(
    `ELO_OPERATIONS: expected the file of the listed operations, because ELO_OPERATIONS_MODE is ${mode}, got nothing`,
  )
}
