import { type Connection, type Model, Schema } from 'mongoose'
import { escapeRegExp } from '../platform/lang/escapeRegExp.ts'
import { duplicateKeyOf } from '../platform/mongo/mongoErrors.ts'
import type { DeliveryState, NewDelivery, StoredDelivery, WaitingDelivery } from './webhookInbox.ts'
import { createWorkerLease } from './workerLeaseStore.ts'

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
  /** The process that works on it. The claim counts only while that process has a lease. Empty: no process. */
  claimedBy: string
  settledAt: Date | null
}

const deliverySchema = new Schema<DeliveryDocument>(
  {
    _id: { type: String, required: true },
    system: { type: String, required: true },
    event: { type: String, default: null },
    group: { type: String, default: null },
    // Not required: an empty body is valid.
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
// For what is to be processed and what is in quarantine, in order of arrival. `claimedBy` makes the claims covered.
deliverySchema.index({ system: 1, state: 1, receivedAt: 1, _id: 1, claimedBy: 1 })

/** Whether a delivery is new, or already stored in this state. */
export type Arrival = { isNew: true } | { isNew: false; state: DeliveryState; reason: string | null }

export type WebhookInbox = {
  /**
   * Store a delivery, majority-committed and journaled; the same content is stored once. A new delivery is claimed
   * for this process if `isClaimed`, else any process with capacity takes it.
   */
  put(delivery: NewDelivery, options: { isClaimed: boolean }): Promise<Arrival>
  /** Renew the claims of this process. Otherwise they expire with the lease, and other processes take them over. */
  renewClaims(): Promise<void>
  /** End the claims of this process. */
  releaseClaims(): Promise<void>
  /** Claim deliveries that are to be processed and that no process with a lease has claimed, oldest first. */
  take(limit: number): Promise<WaitingDelivery[]>
  /** Deliveries that this process has claimed and that are still to be processed, oldest first. */
  listClaimed(limit: number): Promise<WaitingDelivery[]>
  /** A delivery that is to be processed; null when it no longer is. */
  find(id: string): Promise<StoredDelivery | null>
  /** Mark a delivery as processed; without its body when it is of a customer who was erased. */
  settle(id: string, attempts: number, options?: { isErased: boolean }): Promise<void>
  /** Put a delivery into quarantine, unless it is no longer to be processed. Gives whether it did. */
  quarantine(id: string, reason: string, attempts: number): Promise<boolean>
  /** The number of deliveries in a state, of all processes. */
  count(state: DeliveryState): Promise<number>
  /** When the oldest delivery arrived that is to be processed; null when there is none. */
  oldestWaiting(): Promise<Date | null>
  listQuarantined(limit: number): Promise<StoredDelivery[]>
  /** Those in quarantine whose id has this prefix, at most `limit`; none for what is no prefix of an id. */
  findQuarantined(idPrefix: string, limit: number): Promise<StoredDelivery[]>
  /** At most `limit` ids of those in quarantine, oldest first; with `reason` those whose reason contains it. */
  listQuarantinedIds(options: { reason?: string | undefined; limit: number }): Promise<string[]>
  /** Move these deliveries from the quarantine back to be processed. Gives how many were still there. */
  release(ids: readonly string[]): Promise<number>
  /** Delete these deliveries from the quarantine. Gives how many were still there. */
  dropQuarantined(ids: readonly string[]): Promise<number>
  /** From now on, delete deliveries this many days after they were processed. */
  keepProcessedFor(days: number): Promise<void>
  /**
   * Delete from the quarantine what came before `since`, then the oldest deliveries until the rest has at most `maxBytes`.
   * Gives how many were deleted for either reason.
   */
  trimQuarantine(bounds: { since: Date; maxBytes: number }): Promise<{ tooOld: number; tooMany: number }>
}

const retentionIndex = 'retention'
const secondsPerDay = 86_400
/** About what a delivery takes beside its body. */
const overheadBytes = 500

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

/** The deliveries of one system, in the collection `webhookInbox`. `claimant` identifies this process. */
export function createWebhookInbox({
  connection,
  system,
  claimant,
  leaseMs,
}: {
  connection: Connection
  system: string
  claimant: string
  /** How long claims are valid without renewal. */
  leaseMs?: number | undefined
}): WebhookInbox {
  const model: Model<DeliveryDocument> =
    connection.models['WebhookDelivery'] ??
    connection.model<DeliveryDocument>('WebhookDelivery', deliverySchema)
  const lease = createWorkerLease({ connection, system, worker: claimant, leaseMs })
  let firstLease: Promise<void> | null = null

  async function ensureLease(): Promise<void> {
    firstLease ??= lease.renew()
    await firstLease.catch((error: unknown) => {
      firstLease = null
      throw error
    })
  }

  const quarantined = { system, state: 'quarantined' } as const

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
      const active = await lease.listActive()
      const found = await model
        .find({ system, state: 'received', claimedBy: { $nin: active } }, { claimedBy: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      if (found.length === 0) return []
      const ids = found.map(({ _id }) => _id)
      // Take over only from processes that had no lease: another process may have claimed some meanwhile.
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
    async settle(id, attempts, { isErased } = { isErased: false }) {
      const processed = { state: 'done', reason: null, attempts, ...(isErased && { body: '' }) } as const
      await model.updateOne({ _id: id }, { $set: processed, $currentDate: { settledAt: true } })
    },
    async quarantine(id, reason, attempts) {
      const inQuarantine = { state: 'quarantined', reason, attempts } as const
      const { matchedCount } = await model.updateOne(
        { _id: id, state: 'received' },
        { $set: inQuarantine, $currentDate: { settledAt: true } },
      )
      return matchedCount === 1
    },
    count: (state) => model.countDocuments({ system, state }),

    async oldestWaiting() {
      const oldest = await model
        .findOne({ system, state: 'received' }, { receivedAt: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .lean()
      return oldest?.receivedAt ?? null
    },
    async listQuarantined(limit) {
      const documents = await model
        .find({ system, state: 'quarantined' })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      return documents.map(toDelivery)
    },
    async findQuarantined(idPrefix, limit) {
      // Anything but hexadecimal matches no id, and must not become part of the pattern.
      if (!/^[0-9a-f]+$/u.test(idPrefix)) return []
      const documents = await model
        .find({ ...quarantined, _id: { $regex: `^${idPrefix}` } })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      return documents.map(toDelivery)
    },
    async listQuarantinedIds({ reason, limit }) {
      const documents = await model
        .find(
          { ...quarantined, ...(reason !== undefined && { reason: { $regex: escapeRegExp(reason) } }) },
          { _id: 1 },
        )
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean()
      return documents.map(({ _id }) => _id)
    },
    async release(ids) {
      const { modifiedCount } = await model.updateMany(
        { ...quarantined, _id: { $in: ids } },
        { $set: { state: 'received', attempts: 0, claimedBy: '', settledAt: null } },
      )
      return modifiedCount
    },
    async dropQuarantined(ids) {
      const { deletedCount } = await model.deleteMany({ ...quarantined, _id: { $in: ids } })
      return deletedCount
    },
    async trimQuarantine({ since, maxBytes }) {
      const { deletedCount: tooOld } = await model.deleteMany({ ...quarantined, receivedAt: { $lt: since } })
      const newestFirst = model.collection.aggregate<
        Pick<DeliveryDocument, '_id' | 'receivedAt'> & { bytes: number }
      >([
        { $match: quarantined },
        { $sort: { receivedAt: -1, _id: -1 } },
        { $project: { receivedAt: 1, bytes: { $strLenBytes: { $ifNull: ['$body', ''] } } } },
      ])
      let total = 0
      for await (const { _id, receivedAt, bytes } of newestFirst) {
        total += bytes + overheadBytes
        if (total <= maxBytes) continue
        const isOlder = [{ receivedAt: { $lt: receivedAt } }, { receivedAt, _id: { $lte: _id } }]
        const { deletedCount: tooMany } = await model.deleteMany({ ...quarantined, $or: isOlder })
        return { tooOld, tooMany }
      }
      return { tooOld, tooMany: 0 }
    },
    async keepProcessedFor(days) {
      const expireAfterSeconds = Math.round(days * secondsPerDay)
      const indexes = await model.collection.indexes()
      const existing = indexes.find(({ name }) => name === retentionIndex)
      if (existing?.expireAfterSeconds === expireAfterSeconds) return
      // The time of an index cannot be changed here, so another time needs another index.
      if (existing) await model.collection.dropIndex(retentionIndex)
      await model.collection.createIndex(
        { settledAt: 1 },
        { name: retentionIndex, expireAfterSeconds, partialFilterExpression: { state: 'done' } },
      )
    },
  }
}
