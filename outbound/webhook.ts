import type { Principal } from '../platform/subgraph/principal.ts'

/** Standard Webhooks 1.0, or the headers and bodies of Chatwoot. */
export type WebhookFormat = 'STANDARD' | 'CHATWOOT'

/** How deliveries are signed: with a shared secret, or with a key whose public half the receiver has. */
export type SignatureAlgorithm = 'HMAC_SHA256' | 'ED25519'

/**
 * ACTIVE delivers. PAUSED was stopped by a caller, DISABLED by Elo. Neither loses an event: when it is ACTIVE again, it
 * goes on at its cursor.
 */
export type WebhookState = 'ACTIVE' | 'PAUSED' | 'DISABLED'

/**
 * Why a webhook is PAUSED or DISABLED: a caller paused it, its receiver answered 410, its receiver failed for
 * `disableAfterMs` without a success, its owner lost access, or its filter is no longer valid.
 */
export type WebhookStateReason = 'REQUESTED' | 'GONE' | 'FAILING' | 'OWNER_LOST_ACCESS' | 'FILTER_REFUSED'

/** A receiver of events. Its secrets are not part of it; see `SigningSecret`. */
export type Webhook = {
  /** `whk_…` */
  id: string
  /** What its owner calls it; null for none. */
  name: string | null
  url: string
  /** The filter of the interaction feed, as it was given; null for all that the owner may see. */
  filter: object | null
  /** What its owner uses the events for, by which consent is decided; null when it said nothing. */
  purpose: string | null
  format: WebhookFormat
  algorithm: SignatureAlgorithm
  state: WebhookState
  /** Null while it is ACTIVE. */
  stateReason: WebhookStateReason | null
  /** With whose rights events are read. */
  owner: Principal
  createdAt: Date
  changedAt: Date
  /** The position of the interaction feed up to which deliveries are stored; null before the first. */
  cursor: string | null
  /** Since when every attempt failed; null after a success, and before the first attempt. */
  failingSince: Date | null
  lastDeliveredAt: Date | null
  /** How often it was replayed from a cursor. */
  replays: number
}

/** A secret of a webhook. While two are valid, deliveries have a signature of each. */
export type SigningSecret = {
  /** `whsec_…` for HMAC_SHA256; `whsk_…`, a private key, for ED25519. */
  secret: string
  createdAt: Date
  /** From when on it signs no longer; null for the present one. */
  expiresAt: Date | null
}
