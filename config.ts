import { z } from 'zod'
import { gatewaySettings } from './gateway/config.ts'
import { intakeSettings } from './intake/config.ts'
import { historySettings, mongodbUri } from './platform/process/settings/processConfig.ts'

/** The configuration of Elo in one process. */
export const configSchema = z.object({
  ...gatewaySettings,
  ...intakeSettings,
  ...historySettings,
  MONGODB_URI: mongodbUri.optional(),
  ELO_DATA_DIR: z.string().default('.data'),
  ELO_IDENTITY_RULES: z.string().optional(),
  ELO_AUDIT_KEY: z.string().optional(),
  ELO_RETENTION: z.string().optional(),
  ELO_COMMITMENT_LIMITS: z.string().optional(),
  ELO_TURN_RULES: z.string().optional(),
})
export type Config = z.infer<typeof configSchema>
