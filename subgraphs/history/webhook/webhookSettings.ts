import type { ReceiverRules } from '../../../outbound/send/checkUrl.ts'
import type { OutboundTimings } from '../../../outbound/timings.ts'

/** How webhooks deliver. */
export type WebhookSettings = {
  rules: ReceiverRules
  /** Default: those that PROTOCOL.md documents. */
  timings?: OutboundTimings
  /** ELO_PUBLIC_URL, for the links of bodies that are too long; null for none. */
  publicUrl: string | null
}

/** Only https to the public internet, and no links. */
export const defaultWebhookSettings: WebhookSettings = {
  rules: { allowHttp: false, allowPrivate: false },
  publicUrl: null,
}
