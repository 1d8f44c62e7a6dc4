import { z } from 'zod'
import {
  codes,
  flag,
  hosts,
  httpUrl,
  mongodbUri,
  origins,
  processSettings,
  retentionDays,
  secrets,
} from '../platform/process/processConfig.ts'

/** The configuration of a gateway as a process of its own. */
export const gatewayConfigSchema = z.object({
  ...processSettings,
  PORT: processSettings.PORT.default(4000),
  MONGODB_URI: mongodbUri,
  IDENTITY_URL: httpUrl.default('http://127.0.0.1:4001/graphql'),
  CONVERSATIONS_URL: httpUrl.default('http://127.0.0.1:4002/graphql'),
  ACTIONS_URL: httpUrl.default('http://127.0.0.1:4003/graphql'),
  FEEDBACK_URL: httpUrl.default('http://127.0.0.1:4004/graphql'),
  HISTORY_URL: httpUrl.default('http://127.0.0.1:4005/graphql'),
  CHATWOOT_WEBHOOK_SECRET: secrets,
  CHATWOOT_ACCEPT_UNSIGNED: flag,
  WEBHOOK_RETENTION_DAYS: retentionDays,
  ALLOWED_ORIGINS: origins,
  ALLOWED_HOSTS: hosts,
  PASSED_ERROR_CODES: codes,
})
