import { type Connection, type Model, Schema } from 'mongoose'
import type { Clock } from '../../platform/clock.ts'
import { duplicateKeyOf } from '../../platform/mongoErrors.ts'
import type { DeliveryState, NewDelivery, StoredDelivery, WaitingDelivery } from './webhookInbox.ts'

type DeliveryDocument = {
  _id: string
  system: string
  event: string | null
  group: string | null
  body: string
  sizeBytes: number
  receivedAt: Date
  sentAt: Date
  state: DeliveryState
  reason: string | null
  attempts: number
  /** Until then it is the claimant's alone to process. */
  claimedUntil: Date
  claimedBy: string
  settledAt: Date | null
}

const deliverySchema = new Schema<DeliveryDocument>(
  {
    _id: { type: String, required: true },
    system: { type: String, required: true },
    event: { type: String, default: null },
    group: { type: String, default: null },
    // An empty body is a body.
    body: { type: String, default: '' },
    sizeBytes: { type: Number, required: true },
    receivedAt: { type: Date, required: true },
    sentAt: { type: Date, required: true },
    state: { type: String, required: true },
    reason: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    claimedUntil: { type: Date, required: true },
    claimedBy: { type: String, required: true },
    settledAt: { type: Date, default: null },
  },
  { collection: 'webhookInbox', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)
// What is left to do, and what is in quarantine, in order of arrival.
deliverySchema.index({ system: 1, state: 1, receivedAt: 1, _id: 1 })

/** How a delivery came in: for the first time, or as one that is here already and stands so. */
export type Arrival = { isNew: true } | { isNew: false; state: DeliveryState; reason: string | null }

export type WebhookInbox = {
  /** Keep a delivery, majority-committed and journaled; one that says the same is kept once. A new one is claimed. */
  put(delivery: NewDelivery): Promise<Arrival>
  /** What is to be processed, oldest first: what nobody else has claimed, or with `isClaimedToo` all of it. */
  take(options: { limit: number; except: string[]; isClaimedToo: boolean }): Promise<WaitingDelivery[]>
  /** One that is to be processed; null when it is so no more. */
  find(id: string): Promise<StoredDelivery | null>
  /** Keep a delivery for ourselves for so long. */
  claim(id: string, forMs: number, attempts: number): Promise<void>
  settle(id: string, state: 'done' | 'quarantined', reason: string | null): Promise<void>
  /** How many stand so: those received are still to be processed, by whomever. */
  count(state: DeliveryState): Promise<number>
  listQuarantined(limit: number): Promise<StoredDelivery[]>
  /** Put what is in quarantine, or the one whose id begins so, back to what is to be processed; tells how many. */
  release(idPrefix?: string): Promise<number>
}

/** How long a delivery is its receiver's alone before others may take it over. */
const claimMs = 60_000

function toDelivery(document: DeliveryDocument): StoredDelivery {
  const { _id, claimedUntil: _until, claimedBy: _by, settledAt: _at, ...delivery } = document
  return { id: _id, ...delivery }
}

/** The deliveries of one system, in the collection `webhookInbox` of a connection. `claimant` names this process. */
export function createWebhookInbox({
  connection,
  clock,
  system,
  claimant,
}: {
  connection: Connection
  clock: Clock
  system: string
  claimant: string
}): WebhookInbox {
  const model: Model<DeliveryDocument> =
    connection.models['WebhookDelivery'] ??
    connection.model<DeliveryDocument>('WebhookDelivery', deliverySchema)

  function fromNow(ms: number): Date {
    return new Date(clock().getTime() + ms)
  }

  return {
    async put({ id, ...delivery }) {
      try {
        await model.create({
          _id: id,
          ...delivery,
          attempts: 0,
          claimedUntil: fromNow(claimMs),
          claimedBy: claimant,
          settledAt: delivery.state === 'received' ? null : clock(),
        })
        return { isNew: true }
      } catch (error) {
        if (!duplicateKeyOf(error)) throw error
        const first = await model.findById(id, { state: 1, reason: 1 }).lean()
        return { isNew: false, state: first?.state ?? 'received', reason: first?.reason ?? null }
      }
    },
    async take({ limit, except, isClaimedToo }) {
      const documents = await model
        .find({
          system,
          state: 'received',
          ...(except.length > 0 && { _id: { $nin: except } }),
          ...(!isClaimedToo && { $or: [{ claimedUntil: { $lte: clock() } }, { claimedBy: claimant }] }),
        })
        .select({ group: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      if (documents.length > 0) {
        await model.updateMany(
          { _id: { $in: documents.map(({ _id }) => _id) }, state: 'received' },
          { $set: { claimedUntil: fromNow(claimMs), claimedBy: claimant } },
        )
      }
      return documents.map(({ _id: id, group }) => ({ id, group }))
    },
    async find(id) {
      const document = await model.findOne({ _id: id, state: 'received' }).lean()
      return document && toDelivery(document)
    },
    async claim(id, forMs, attempts) {
      await model.updateOne(
        { _id: id, state: 'received' },
        { $set: { claimedUntil: fromNow(forMs), claimedBy: claimant, attempts } },
      )
    },
    async settle(id, state, reason) {
      await model.updateOne({ _id: id }, { $set: { state, reason, settledAt: clock() } })
    },
    count: (state) => model.countDocuments({ system, state }),
    async listQuarantined(limit) {
      const documents = await model
        .find({ system, state: 'quarantined' })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      return documents.map(toDelivery)
    },
    async release(idPrefix = '') {
      // The prefix is hexadecimal or it matches nothing; it never reaches the pattern otherwise.
      if (!/^[0-9a-f]*$/u.test(idPrefix)) return 0
      const { modifiedCount } = await model.updateMany(
        { system, state: 'quarantined', ...(idPrefix !== '' && { _id: { $regex: `^${idPrefix}` } }) },
        { $set: { state: 'received', attempts: 0, claimedUntil: new Date(0), settledAt: null } },
      )
      return modifiedCount
    },
  }
}
