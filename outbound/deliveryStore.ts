import type { Connection } from 'mongoose'
import type { Clock } from '../platform/process/clock.ts'
import type { Delivery, DeliveryState } from './delivery.ts'
import { deliveryModel, toDelivery } from './deliveryModel.ts'
import { webhookModel } from './webhookModel.ts'

/** A page of the deliveries of a webhook, the newest first, i.e. by descending `position`. */
export type DeliveryPage = {
  states?: readonly DeliveryState[] | null
  limit: number
  /** Only deliveries before this position; null from the newest. */
  before?: number | null
}

/** What came of a replay: unknown, or still to be sent anyway, or its body was erased. */
export type DeliveryReplay = 'REPLAYED' | 'NOT_FOUND' | 'STILL_WAITING' | 'ERASED'

/** What callers read of deliveries, and how they replay some. */
export type DeliveryStore = {
  /** Null when there is none. */
  find(id: string): Promise<Delivery | null>
  list(webhookId: string, page: DeliveryPage): Promise<Delivery[]>
  count(webhookId: string, state: DeliveryState): Promise<number>
  /** Send one again that was delivered or given up: now, unless earlier ones of its customer wait. */
  replay(webhookId: string, id: string): Promise<DeliveryReplay>
  /** Send all again that were given up and have their body. Gives how many. */
  replayDead(webhookId: string): Promise<number>
}

export function createDeliveryStore(connection: Connection, clock: Clock): DeliveryStore {
  const model = deliveryModel(connection)
  const webhooks = webhookModel(connection)
  /** The process that works on the webhook reads its queue again when the webhook has changed. */
  const noteChange = (webhookId: string) =>
    webhooks.updateOne({ _id: webhookId }, { $set: { changedAt: clock() } })
  const waitingAgain = () => ({
    state: 'WAITING' as const,
    deadReason: null,
    attemptCount: 0,
    firstAttemptAt: null,
    nextAttemptAt: clock(),
    settledAt: null,
    expiresAt: null,
  })

  return {
    async find(id) {
      const found = await model.findById(id).read('primary').lean()
      return found && toDelivery(found)
    },
    async list(webhookId, { states = null, limit, before = null }) {
      const found = await model
        .find({
          webhookId,
          ...(states && { state: { $in: [...states] } }),
          ...(before !== null && { position: { $lt: before } }),
        })
        .sort({ position: -1 })
        .limit(limit)
        .read('primary')
        .lean()
      return found.map(toDelivery)
    },
    count: (webhookId, state) => model.countDocuments({ webhookId, state }),
    async replay(webhookId, id) {
      const filter = { _id: id, webhookId, state: { $in: ['DELIVERED', 'DEAD'] as const }, body: { $ne: '' } }
      const { matchedCount } = await model.updateOne(filter, { $set: waitingAgain() })
      if (matchedCount === 1) {
        await noteChange(webhookId)
        return 'REPLAYED'
      }
      const found = await model.findOne({ _id: id, webhookId }, { state: 1, body: 1 }).read('primary').lean()
      if (!found) return 'NOT_FOUND'
      return found.body === '' ? 'ERASED' : 'STILL_WAITING'
    },
    async replayDead(webhookId) {
      const dead = { webhookId, state: 'DEAD' as const, body: { $ne: '' } }
      const { modifiedCount } = await model.updateMany(dead, { $set: waitingAgain() })
      if (modifiedCount > 0) await noteChange(webhookId)
      return modifiedCount
    },
  }
}
