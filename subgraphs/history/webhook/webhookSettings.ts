import { z } from 'zod'
import type { ReceiverRules } from '../../../outbound/send/checkUrl.ts'
import type { OutboundTimings } from '../../../outbound/timings.ts'
import { webhookSettings } from '../../../platform/process/settings/processConfig.ts'

/** How webhooks deliver. */
export type WebhookSettings = {
  rules: ReceiverRules
  /** Default: those that PROTOCOL.md documents. */
  timings?: OutboundTimings
  /** The address of the gateway, for the links of bodies that are too long; null for none. */
  publicUrl: string | null
  /** Whether receivers get the header `traceparent`; default no. */
  sendsTraceparent?: boolean
}

const settingsSchema = z.object(webhookSettings)

/** The settings of a process as its configuration has them. */
export function webhookSettingsOf({
  ELO_WEBHOOKS_ALLOW_HTTP: allowHttp,
  ELO_WEBHOOKS_ALLOW_PRIVATE: allowPrivate,
  ELO_PUBLIC_URL: publicUrl,
  ELO_WEBHOOKS_TRACEPARENT: sendsTraceparent,
}: z.infer<typeof settingsSchema>): WebhookSettings {
  return { rules: { allowHttp, allowPrivate }, publicUrl: publicUrl ?? null, sendsTraceparent }
}

/** Only https to the public internet, and no links. */
export const defaultWebhookSettings: WebhookSettings = webhookSettingsOf(settingsSchema.parse({}))
