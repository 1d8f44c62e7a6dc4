import { type Connection, type Model, Schema } from 'mongoose'
import { decodePrincipal } from '../platform/subgraph/principal.ts'
import type {
  SignatureAlgorithm,
  SigningSecret,
  Webhook,
  WebhookFormat,
  WebhookState,
  WebhookStateReason,
} from './webhook.ts'

export type WebhookDocument = {
  _id: string
  name: string | null
  url: string
  filter: object | null
  purpose: string | null
  format: WebhookFormat
  algorithm: SignatureAlgorithm
  state: WebhookState
  stateReason: WebhookStateReason | null
  /** By `encodePrincipal`. */
  owner: string
  ownerKey: string
  idempotencyKey: string | null
  createdAt: Date
  changedAt: Date
  /** Read by what signs only. */
  secrets: SigningSecret[]
  cursor: string | null
  failingSince: Date | null
  lastDeliveredAt: Date | null
  /** No attempt begins before it; as the receiver asked for by Retry-After. */
  heldUntil: Date | null
  replays: number
  nextPosition: number
  /** The process that works on it, until when by the database's clock, and the number of this lease. */
  leasedBy: string | null
  leasedUntil: Date
  fence: number
  /** Counts erasures, so that one conflicts with a transaction that stores deliveries. */
  erasures: number
}

const secretSchema = new Schema<SigningSecret>(
  {
    secret: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
  },
  { _id: false },
)

const webhookSchema = new Schema<WebhookDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, default: null },
    url: { type: String, required: true },
    filter: { type: Schema.Types.Mixed, default: null },
    purpose: { type: String, default: null },
    format: { type: String, required: true },
    algorithm: { type: String, required: true },
    state: { type: String, required: true },
    stateReason: { type: String, default: null },
    owner: { type: String, required: true },
    ownerKey: { type: String, required: true },
    idempotencyKey: { type: String, default: null },
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    secrets: { type: [secretSchema], required: true },
    cursor: { type: String, default: null },
    failingSince: { type: Date, default: null },
    lastDeliveredAt: { type: Date, default: null },
    heldUntil: { type: Date, default: null },
    replays: { type: Number, default: 0 },
    nextPosition: { type: Number, default: 0 },
    leasedBy: { type: String, default: null },
    leasedUntil: { type: Date, default: () => new Date(0) },
    fence: { type: Number, default: 0 },
    erasures: { type: Number, default: 0 },
  },
  {
    collection: 'outboundWebhooks',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
    minimize: false,
  },
)
webhookSchema.index({ state: 1, leasedUntil: 1 })
webhookSchema.index({ ownerKey: 1, createdAt: 1, _id: 1 })
webhookSchema.index(
  { ownerKey: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $type: 'string' } } },
)

/** The webhooks of an installation, with their secrets, positions and leases. */
export function webhookModel(connection: Connection): Model<WebhookDocument> {
  return (
    connection.models['OutboundWebhook'] ??
    connection.model<WebhookDocument>('OutboundWebhook', webhookSchema)
  )
}

/** What a read of a webhook leaves out. */
export const withoutSecrets = { secrets: 0 } as const

export function toWebhook(document: Omit<WebhookDocument, 'secrets'>): Webhook {
  const { _id, owner, name, url, filter, purpose, format, algorithm, state, stateReason } = document
  const { createdAt, changedAt, cursor, failingSince, lastDeliveredAt, replays } = document
  const about = { id: _id, name, url, filter, purpose, format, algorithm, state, stateReason }
  const past = { createdAt, changedAt, cursor, failingSince, lastDeliveredAt, replays }
  return { ...about, owner: decodePrincipal(owner).principal, ...past }
}
