import { type Connection, type Model, Schema } from 'mongoose'
import { duplicateKeyOf } from '../platform/mongo/mongoErrors.ts'
import type { DeliveryState, NewDelivery, StoredDelivery, WaitingDelivery } from './webhookInbox.ts'
import { createWorkerLease } from './workerLease.ts'

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
  /** Which process works on it, as long as that process has a lease; empty when none does. */
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
    claimedBy: { type: String, default: '' },
    settledAt: { type: Date, default: null },
  },
  { collection: 'webhookInbox', strict: 'throw', strictQuery: 'throw', versionKey: false, autoIndex: false },
)
// What is left to do, and what is in quarantine, in order of arrival. By the last field claims are told from the index.
deliverySchema.index({ system: 1, state: 1, receivedAt: 1, _id: 1, claimedBy: 1 })

/** How a delivery came in: for the first time, or as one that is here already and stands so. */
export type Arrival = { isNew: true } | { isNew: false; state: DeliveryState; reason: string | null }

export type WebhookInbox = {
  /**
   * Keep a delivery, majority-committed and journaled; one that says the same is kept once. A new one is claimed for
   * this process, or left to whoever has subgraph.
   */
  put(delivery: NewDelivery, options: { isClaimed: boolean }): Promise<Arrival>
  /** Prolong the claims of this process. Without it they end after the lease, and others take them over. */
  renewClaims(): Promise<void>
  /** End the claims of this process. */
  releaseClaims(): Promise<void>
  /** Claim what is to be processed and no living process has claimed, oldest first. */
  take(limit: number): Promise<WaitingDelivery[]>
  /** What this process has claimed and is still to be processed, oldest first. */
  listClaimed(limit: number): Promise<WaitingDelivery[]>
  /** One that is to be processed; null when it is so no more. */
  find(id: string): Promise<StoredDelivery | null>
  /** Note that a delivery is processed. */
  settle(id: string, attempts: number): Promise<void>
  /** Put a delivery into quarantine, unless it is processed by now. Tells whether it is there. */
  quarantine(id: string, reason: string, attempts: number): Promise<boolean>
  /** How many stand so: those received are still to be processed, by whichever process. */
  count(state: DeliveryState): Promise<number>
  listQuarantined(limit: number): Promise<StoredDelivery[]>
  /** Put what is in quarantine, or the one whose id begins so, back to what is to be processed; tells how many. */
  release(idPrefix?: string): Promise<number>
  /** From now on delete deliveries so many days after they were processed. Others are never deleted. */
  keepProcessedFor(days: number): Promise<void>
}

const retentionIndex = 'retention'
const secondsPerDay = 86_400

function toDelivery(document: DeliveryDocument): StoredDelivery {
  const {
    _id: id,
    system,
    event,
    group,
    body,
    sizeBytes,
    receivedAt,
    sentAt,
    state,
    reason,
    attempts,
  } = document
  return { id, system, event, group, body, sizeBytes, receivedAt, sentAt, state, reason, attempts }
}

function toWaiting({ _id: id, group }: Pick<DeliveryDocument, '_id' | 'group'>): WaitingDelivery {
  return { id, group }
}

/** The deliveries of one system, in the collection `webhookInbox` of a connection. `claimant` names this process. */
export function createWebhookInbox({
  connection,
  system,
  claimant,
  leaseMs,
}: {
  connection: Connection
  system: string
  claimant: string
  /** How long claims hold without being renewed. */
  leaseMs?: number | undefined
}): WebhookInbox {
  const model: Model<DeliveryDocument> =
    connection.models['WebhookDelivery'] ??
    connection.model<DeliveryDocument>('WebhookDelivery', deliverySchema)
  const lease = createWorkerLease({ connection, system, worker: claimant, leaseMs })
  let firstLease: Promise<void> | null = null

  /** A claim counts only with a lease. */
  async function ensureLease(): Promise<void> {
    firstLease ??= lease.renew()
    await firstLease.catch((error: unknown) => {
      firstLease = null
      throw error
    })
  }

  return {
    async put({ id, ...delivery }, { isClaimed }) {
      if (isClaimed) await ensureLease()
      try {
        await model.create({
          _id: id,
          ...delivery,
          attempts: 0,
          claimedBy: isClaimed ? claimant : '',
          settledAt: delivery.state === 'received' ? null : delivery.receivedAt,
        })
        return { isNew: true }
      } catch (error) {
        if (!duplicateKeyOf(error)) throw error
        const first = await model.findById(id, { state: 1, reason: 1 }).lean()
        return { isNew: false, state: first?.state ?? 'received', reason: first?.reason ?? null }
      }
    },
    renewClaims: () => lease.renew(),
    releaseClaims: () => lease.release(),
    async take(limit) {
      await ensureLease()
      const living = await lease.living()
      const found = await model
        .find({ system, state: 'received', claimedBy: { $nin: living } }, { claimedBy: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      if (found.length === 0) return []
      const ids = found.map(({ _id }) => _id)
      // Only from those who were seen to be gone: another process may have claimed some of it since.
      const abandonedBy = [...new Set(found.map(({ claimedBy }) => claimedBy))]
      await model.updateMany(
        { _id: { $in: ids }, state: 'received', claimedBy: { $in: abandonedBy } },
        { $set: { claimedBy: claimant } },
      )
      const claimed = await model
        .find({ _id: { $in: ids }, state: 'received', claimedBy: claimant }, { group: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .lean()
      return claimed.map(toWaiting)
    },
    async listClaimed(limit) {
      const documents = await model
        .find({ system, state: 'received', claimedBy: claimant }, { group: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      return documents.map(toWaiting)
    },
    async find(id) {
      const document = await model.findOne({ _id: id, state: 'received' }).lean()
      return document && toDelivery(document)
    },
    async settle(id, attempts) {
      const processed = { state: 'done', reason: null, attempts } as const
      await model.updateOne({ _id: id }, { $set: processed, $currentDate: { settledAt: true } })
    },
    async quarantine(id, reason, attempts) {
      const quarantined = { state: 'quarantined', reason, attempts } as const
      const { matchedCount } = await model.updateOne(
        { _id: id, state: 'received' },
        { $set: quarantined, $currentDate: { settledAt: true } },
      )
      return matchedCount === 1
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
        { $set: { state: 'received', attempts: 0, claimedBy: '', settledAt: null } },
      )
      return modifiedCount
    },
    async keepProcessedFor(days) {
      const expireAfterSeconds = Math.round(days * secondsPerDay)
      const indexes = await model.collection.indexes()
      const existing = indexes.find(({ name }) => name === retentionIndex)
      if (existing?.expireAfterSeconds === expireAfterSeconds) return
      // An index keeps its time, so another time needs another index.
      if (existing) await model.collection.dropIndex(retentionIndex)
      await model.collection.createIndex(
        { settledAt: 1 },
        { name: retentionIndex, expireAfterSeconds, partialFilterExpression: { state: 'done' } },
      )
    },
  }
}
