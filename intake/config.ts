import { z } from 'zod'
import {
  flag,
  httpUrl,
  mongodbUri,
  processSettings,
  retentionDays,
  secrets,
} from '../platform/process/processConfig.ts'

/** The settings of the intake, whether it is a process of its own or not. */
export const intakeSettings = {
  CHATWOOT_WEBHOOK_SECRET: secrets,
  CHATWOOT_ACCEPT_UNSIGNED: flag,
  CHATWOOT_URL: httpUrl.optional(),
  WEBHOOK_RETENTION_DAYS: retentionDays,
}

/** The configuration of the intake as a process of its own. */
export const intakeConfigSchema = z.object({
  ...processSettings,
  PORT: processSettings.PORT.default(4006),
  MONGODB_URI: mongodbUri,
  ...intakeSettings,
  IDENTITY_URL: httpUrl.default('http://127.0.0.1:4001/graphql'),
  CONVERSATIONS_URL: httpUrl.default('http://127.0.0.1:4002/graphql'),
  FEEDBACK_URL: httpUrl.default('http://127.0.0.1:4004/graphql'),
})
export type IntakeConfig = z.infer<typeof intakeConfigSchema>

/** The options of `createChatwootIntake` that the configuration gives. */
export function intakeOptionsOf(settings: z.infer<z.ZodObject<typeof intakeSettings>>) {
  return {
    secrets: settings.CHATWOOT_WEBHOOK_SECRET,
    acceptsUnsigned: settings.CHATWOOT_ACCEPT_UNSIGNED,
    chatwootUrl: settings.CHATWOOT_URL ?? null,
    retentionDays: settings.WEBHOOK_RETENTION_DAYS,
  }
}
