import { z } from 'zod'
import {
  codes,
  flag,
  hosts,
  mongodbUri,
  origins,
  processSettings,
  retentionDays,
  secrets,
} from './platform/process/processConfig.ts'

/** The configuration of Elo in one process. */
export const configSchema = z.object({
  ...processSettings,
  PORT: processSettings.PORT.default(4000),
  MONGODB_URI: mongodbUri.optional(),
  ELO_DATA_DIR: z.string().default('.data'),
  ELO_IDENTITY_RULES: z.string().optional(),
  CHATWOOT_WEBHOOK_SECRET: secrets,
  CHATWOOT_ACCEPT_UNSIGNED: flag,
  WEBHOOK_RETENTION_DAYS: retentionDays,
  ALLOWED_ORIGINS: origins,
  ALLOWED_HOSTS: hosts,
  PASSED_ERROR_CODES: codes,
})
export type Config = z.infer<typeof configSchema>
