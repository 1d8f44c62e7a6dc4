import { type Connection, type Model, Schema } from 'mongoose'
import type { DeadReason, DeliveredEvent, Delivery, DeliveryAttempt, DeliveryState } from './delivery.ts'

export type DeliveryDocument = {
  _id: string
  webhookId: string
  eventId: string
  event: DeliveredEvent
  interactionId: string
  revision: number
  profileId: string
  /** When the revision was written. */
  changedAt: Date
  cursor: string
  position: number
  /** In which replay of the webhook it was stored last. */
  replay: number
  state: DeliveryState
  deadReason: DeadReason | null
  attempts: DeliveryAttempt[]
  attemptCount: number
  firstAttemptAt: Date | null
  nextAttemptAt: Date | null
  /** The number of the lease under which it was claimed last. */
  fence: number
  body: string
  createdAt: Date
  settledAt: Date | null
  /** When it is deleted; null while it waits. */
  expiresAt: Date | null
}

const attemptSchema = new Schema<DeliveryAttempt>(
  {
    at: { type: Date, required: true },
    status: { type: Number, default: null },
    durationMs: { type: Number, required: true },
    error: { type: String, default: null },
  },
  { _id: false },
)

const deliverySchema = new Schema<DeliveryDocument>(
  {
    _id: { type: String, required: true },
    webhookId: { type: String, required: true },
    eventId: { type: String, required: true },
    event: { type: String, required: true },
    interactionId: { type: String, required: true },
    revision: { type: Number, required: true },
    profileId: { type: String, required: true },
    changedAt: { type: Date, required: true },
    cursor: { type: String, required: true },
    position: { type: Number, required: true },
    replay: { type: Number, required: true },
    state: { type: String, required: true },
    deadReason: { type: String, default: null },
    attempts: { type: [attemptSchema], default: [] },
    attemptCount: { type: Number, default: 0 },
    firstAttemptAt: { type: Date, default: null },
    nextAttemptAt: { type: Date, default: null },
    fence: { type: Number, default: 0 },
    // Not required: an erased body is empty.
    body: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    settledAt: { type: Date, default: null },
    expiresAt: { type: Date, default: null },
  },
  {
    collection: 'outboundDeliveries',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)
// For the queue of a webhook, and for pages of one state.
deliverySchema.index({ webhookId: 1, state: 1, position: 1 })
deliverySchema.index({ webhookId: 1, position: 1 })
deliverySchema.index({ profileId: 1 })
deliverySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

/** The deliveries of all webhooks. */
export function deliveryModel(connection: Connection): Model<DeliveryDocument> {
  return (
    connection.models['OutboundDelivery'] ??
    connection.model<DeliveryDocument>('OutboundDelivery', deliverySchema)
  )
}

export function toDelivery(document: DeliveryDocument): Delivery {
  const { _id, webhookId, eventId, event, interactionId, revision, profileId, cursor, position } = document
  const { state, deadReason, attempts, attemptCount, nextAttemptAt, body, createdAt, settledAt } = document
  const about = { id: _id, webhookId, eventId, event, interactionId, revision, profileId, cursor, position }
  return { ...about, state, deadReason, attempts, attemptCount, nextAttemptAt, body, createdAt, settledAt }
}
