import type { Connection } from 'mongoose'
import type { DeliveryState } from './delivery.ts'
import { deliveryModel } from './deliveryModel.ts'
import { webhookModel } from './webhookModel.ts'

/** How many deliveries of all webhooks are in one of these states. */
export type DeliveryCountStore = { count(states: readonly DeliveryState[]): Promise<number> }

export function createDeliveryCountStore(connection: Connection): DeliveryCountStore {
  const deliveries = deliveryModel(connection)
  const webhooks = webhookModel(connection)
  return {
    async count(states) {
      // With their webhooks, because the index of states begins with these.
      const ids = await webhooks.find({}, { _id: 1 }).lean()
      return deliveries.countDocuments({
        webhookId: { $in: ids.map(({ _id }) => _id) },
        state: { $in: [...states] },
      })
    },
  }
}
