import type { ClientSession, Connection } from 'mongoose'
import { inTransaction } from '../../interactions/log/transaction.ts'
import { idOfContent } from '../../platform/lang/ids.ts'
import type { Clock } from '../../platform/process/clock.ts'
import { eventIdOf } from '../delivery.ts'
import { type DeliveryDocument, deliveryModel } from '../deliveryModel.ts'
import type { QueuedDelivery } from '../queue/deliveryQueue.ts'
import type { OutboundTimings } from '../timings.ts'
import { webhookModel } from '../webhookModel.ts'
import { erasedProfileModel } from './erasedProfileModel.ts'
import { type DeliverableEvent, revisionOf } from './outboundEvent.ts'

/** An event and its body; null when none could be made that may be sent. */
export type OutboxEntry = { event: DeliverableEvent; body: string | null }

/** What a process works on, and under which lease. */
export type OutboxLease = { webhookId: string; fence: number; replays: number }

/** Stores what is to be delivered. */
export type OutboxStore = {
  /**
   * Store deliveries and the cursor after them: all or nothing. An event that is stored already is not stored again; after
   * a replay it waits again. Gives those that wait, in order. Null when the lease is lost, the webhook is not ACTIVE or it
   * was replayed meanwhile: then nothing was stored.
   */
  store(lease: OutboxLease, entries: readonly OutboxEntry[], cursor: string): Promise<QueuedDelivery[] | null>
}

export function createOutboxStore(
  connection: Connection,
  clock: Clock,
  { keepDeadMs }: Pick<OutboundTimings, 'keepDeadMs'>,
): OutboxStore {
  const webhooks = webhookModel(connection)
  const deliveries = deliveryModel(connection)
  const erasedProfiles = erasedProfileModel(connection)

  function documentOf(
    { webhookId, fence, replays }: OutboxLease,
    { event, body }: OutboxEntry,
    { position, erasedAt, now }: { position: number; erasedAt: Date | undefined; now: Date },
  ): DeliveryDocument {
    const { id: interactionId, revision, profileId, changedAt } = revisionOf(event)
    const eventId = eventIdOf(interactionId, revision)
    const isErased = erasedAt !== undefined && changedAt <= erasedAt
    const isDead = isErased || body === null
    return {
      _id: idOfContent('dlv', `${webhookId}:${eventId}`),
      webhookId,
      eventId,
      event: event.change,
      interactionId,
      revision,
      profileId,
      changedAt,
      cursor: event.cursor,
      position,
      replay: replays,
      state: isDead ? 'DEAD' : 'WAITING',
      deadReason: isErased ? 'ERASED' : body === null ? 'NO_BODY' : null,
      attempts: [],
      attemptCount: 0,
      firstAttemptAt: null,
      nextAttemptAt: isDead ? null : now,
      fence,
      body: isErased || body === null ? '' : body,
      createdAt: now,
      settledAt: isDead ? now : null,
      expiresAt: isDead ? new Date(now.getTime() + keepDeadMs) : null,
    }
  }

  /** Replace those that were stored before the latest replay. One that is being sent now is not sent twice. */
  async function storeAgain(
    stored: readonly Pick<DeliveryDocument, '_id' | 'replay' | 'state'>[],
    documents: ReadonlyMap<string, DeliveryDocument>,
    session: ClientSession,
  ): Promise<DeliveryDocument[]> {
    const again: DeliveryDocument[] = []
    for (const { _id, replay, state } of stored) {
      const document = documents.get(_id)
      if (!document || replay >= document.replay) continue
      const { attempts: _kept, createdAt: _first, _id: _same, ...rest } = document
      const isSending = state === 'SENDING'
      const set = isSending ? { replay: document.replay } : rest
      await deliveries.updateOne({ _id }, { $set: set }, { session })
      if (!isSending) again.push(document)
    }
    return again
  }

  async function write(
    lease: OutboxLease,
    entries: readonly OutboxEntry[],
    cursor: string,
    session: ClientSession,
  ): Promise<QueuedDelivery[] | null> {
    const { webhookId: _id, fence, replays } = lease
    const advanced = await webhooks
      .findOneAndUpdate(
        { _id, fence, replays, state: 'ACTIVE' },
        { $set: { cursor }, $inc: { nextPosition: entries.length } },
        { session, projection: { nextPosition: 1 } },
      )
      .lean()
    if (!advanced) return null
    if (entries.length === 0) return []
    const now = clock()
    const profileIds = [...new Set(entries.map(({ event }) => revisionOf(event).profileId))]
    const erased = await erasedProfiles.find({ _id: { $in: profileIds } }, null, { session }).lean()
    const erasedAtOf = new Map(erased.map((profile) => [profile._id, profile.at]))
    const documents = new Map<string, DeliveryDocument>()
    for (const [index, entry] of entries.entries()) {
      const erasedAt = erasedAtOf.get(revisionOf(entry.event).profileId)
      const document = documentOf(lease, entry, { position: advanced.nextPosition + index, erasedAt, now })
      if (!documents.has(document._id)) documents.set(document._id, document)
    }
    const stored = await deliveries
      .find({ _id: { $in: [...documents.keys()] } }, { replay: 1, state: 1 }, { session })
      .lean()
    const storedIds = new Set(stored.map((delivery) => delivery._id))
    const added = [...documents.values()].filter((document) => !storedIds.has(document._id))
    if (added.length > 0) await deliveries.insertMany(added, { session })
    const again = await storeAgain(stored, documents, session)
    return [...added, ...again]
      .filter(({ state }) => state === 'WAITING')
      .map(({ _id: id, profileId, position }) => ({ id, profileId, position, dueAt: now.getTime() }))
  }

  return {
    store: (lease, entries, cursor) =>
      inTransaction(connection, (session) => write(lease, entries, cursor, session)),
  }
}
