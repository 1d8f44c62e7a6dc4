import type { Connection } from 'mongoose'
import type { OutboundTimings } from '../timings.ts'
import { deliveryModel } from '../deliveryModel.ts'
import { erasedProfileModel } from '../outbox/erasedProfileModel.ts'
import { webhookModel } from '../webhookModel.ts'

/** Erases the bodies of deliveries of erased customers. */
export type OutboundErasureStore = {
  /** How many deliveries have a body to erase. */
  count(profileIds: readonly string[], requestedAt: Date): Promise<number>
  /**
   * Empty the bodies of what was written until `requestedAt`, and give up what waits. It can be repeated. What is written
   * later has no content of the customer: that they were erased is delivered.
   */
  erase(profileIds: readonly string[], requestedAt: Date, at: Date): Promise<void>
}

export function createOutboundErasureStore(
  connection: Connection,
  { keepDeadMs }: Pick<OutboundTimings, 'keepDeadMs'>,
): OutboundErasureStore {
  const deliveries = deliveryModel(connection)
  const webhooks = webhookModel(connection)
  const erasedProfiles = erasedProfileModel(connection)
  const concerned = (profileIds: readonly string[], requestedAt: Date) => ({
    profileId: { $in: [...profileIds] },
    changedAt: { $lte: requestedAt },
    body: { $ne: '' },
  })

  return {
    count: (profileIds, requestedAt) => deliveries.countDocuments(concerned(profileIds, requestedAt)),
    async erase(profileIds, requestedAt, at) {
      for (const _id of profileIds)
        await erasedProfiles.updateOne({ _id }, { $max: { at: requestedAt } }, { upsert: true })
      // A transaction that stores deliveries and does not see the marks yet has committed before this update, or it
      // conflicts with it and begins again.
      await webhooks.updateMany({}, { $inc: { erasures: 1 } })
      const waits = { ...concerned(profileIds, requestedAt), state: { $in: ['WAITING', 'SENDING'] as const } }
      const expiresAt = new Date(at.getTime() + keepDeadMs)
      const dead = { state: 'DEAD' as const, deadReason: 'ERASED' as const, nextAttemptAt: null }
      await deliveries.updateMany(waits, { $set: { ...dead, body: '', settledAt: at, expiresAt } })
      await deliveries.updateMany(concerned(profileIds, requestedAt), { $set: { body: '' } })
    },
  }
}
