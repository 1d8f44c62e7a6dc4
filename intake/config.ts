import { z } from 'zod'
import {
  flag,
  httpUrl,
  list,
  megabytes,
  mongodbUri,
  processSettings,
  retentionDays,
  secrets,
  serviceSecrets,
  subgraphUrls,
} from '../platform/process/settings/processConfig.ts'
import { defaultChatwootSettings } from './chatwoot/read/chatwootSettings.ts'
import { idOf } from './chatwoot/read/json.ts'
import { type Channel, channels } from './chatwoot/state/objectStates.ts'

/** Ids of accounts of Chatwoot. */
const accounts = list.pipe(
  z.array(
    z.string().refine((id) => idOf(id) !== null, {
      error: ({ input }) => `expected ids of accounts such as 1, got ${JSON.stringify(input)}`,
    }),
  ),
)

/** Inboxes of Chatwoot, each with its channel. */
const inboxChannels = list.transform((entries, context) => {
  const byInbox = new Map<string, Channel>()
  for (const entry of entries) {
    const [inbox, name, ...rest] = entry.split(':')
    const id = idOf(inbox)
    const channel = channels.find((each) => each === name)
    if (id !== null && channel !== undefined && rest.length === 0 && !byInbox.has(id))
      byInbox.set(id, channel)
    else
      context.addIssue({
        code: 'custom',
        message: `expected each inbox once as id:CHANNEL, e.g. 7:WHATSAPP, where CHANNEL is one of ${channels.join(', ')}, got ${JSON.stringify(entry)}`,
      })
  }
  return byInbox
})

/** Names of custom attributes of contacts. */
const attributeNames = list.transform((names) =>
  names.length > 0 ? names : defaultChatwootSettings.taxNumberAttributes,
)

/** The settings of the intake, whether it is a process of its own or not. */
export const intakeSettings = {
  CHATWOOT_WEBHOOK_SECRET: secrets,
  CHATWOOT_ACCEPT_UNSIGNED: flag,
  CHATWOOT_URL: httpUrl.optional(),
  CHATWOOT_ACCOUNTS: accounts,
  CHATWOOT_INBOX_CHANNELS: inboxChannels,
  CHATWOOT_TAX_ATTRIBUTES: attributeNames,
  WEBHOOK_RETENTION_DAYS: retentionDays(30),
  WEBHOOK_QUARANTINE_DAYS: retentionDays(90),
  WEBHOOK_QUARANTINE_MB: megabytes(512),
}

/** The configuration of the intake as a process of its own. */
export const intakeConfigSchema = z.object({
  ...processSettings,
  PORT: processSettings.PORT.default(4006),
  MONGODB_URI: mongodbUri,
  ...intakeSettings,
  IDENTITY_URL: subgraphUrls.IDENTITY_URL,
  CONVERSATIONS_URL: subgraphUrls.CONVERSATIONS_URL,
  FEEDBACK_URL: subgraphUrls.FEEDBACK_URL,
  ELO_SERVICE_SECRET: serviceSecrets,
})
export type IntakeConfig = z.infer<typeof intakeConfigSchema>

/** The options of `createChatwootIntake` that the configuration gives. */
export function intakeOptionsOf(settings: z.infer<z.ZodObject<typeof intakeSettings>>) {
  return {
    secrets: settings.CHATWOOT_WEBHOOK_SECRET,
    acceptsUnsigned: settings.CHATWOOT_ACCEPT_UNSIGNED,
    chatwootUrl: settings.CHATWOOT_URL ?? null,
    retentionDays: settings.WEBHOOK_RETENTION_DAYS,
    quarantineDays: settings.WEBHOOK_QUARANTINE_DAYS,
    quarantineBytes: settings.WEBHOOK_QUARANTINE_MB * 1024 * 1024,
    settings: {
      accounts: settings.CHATWOOT_ACCOUNTS,
      inboxChannels: settings.CHATWOOT_INBOX_CHANNELS,
      taxNumberAttributes: settings.CHATWOOT_TAX_ATTRIBUTES,
    },
  }
}
